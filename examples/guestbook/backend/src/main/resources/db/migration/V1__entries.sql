CREATE TABLE entries (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(80) NOT NULL,
  message VARCHAR(1000) NOT NULL,
  -- UTC, as the program writes it.
  written_at DATETIME(3) NOT NULL
) DEFAULT CHARSET = utf8mb4;

CREATE INDEX entries_written_at ON entries (written_at);
