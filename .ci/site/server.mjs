// Serves the site below its path, as GitHub Pages does, and nothing beside it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };

/** The address of the site, and a function that ends the server. */
export async function serve(folder, sitePath) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    let file = path.join(folder, decodeURI(pathname).slice(sitePath.length));
    if (existsSync(file) && statSync(file).isDirectory()) {
      file = path.join(file, 'index.html');
    }
    const found = pathname.startsWith(sitePath) && existsSync(file);
    if (!found) {
      file = path.join(folder, '404.html');
    }
    const body = pathname.startsWith(sitePath) ? readFileSync(file) : '';
    response.writeHead(found ? 200 : 404, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream', 'content-length': body.length });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}${sitePath}`, close: () => server.close() };
}
