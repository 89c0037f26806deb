// Commands as they are read and typed: aws`ecs list-tasks --cluster ${cluster} --query 'taskArns[]'` is a list of words.

/** Words end at blanks, unless these are in single quotes; a value that is put in belongs to one word, whatever is in it. */
export function words(parts, ...values) {
  const found = [];
  let word = '';
  let begun = false;
  let quoted = false;
  const end = () => {
    if (begun) found.push(word);
    word = '';
    begun = false;
  };
  parts.forEach((part, index) => {
    for (const char of part) {
      if (char === "'") {
        quoted = !quoted;
        begun = true;
      } else if (/\s/.test(char) && !quoted) {
        end();
      } else {
        word += char;
        begun = true;
      }
    }
    const value = values[index];
    if (index < values.length && Array.isArray(value)) {
      end();
      found.push(...value);
    } else if (index < values.length) {
      word += value;
      begun = true;
    }
  });
  end();
  return found;
}

/** The same as a line for a shell. */
export function line(all) {
  return all.map((it) => (/^[\w@%+=:,./<>-]+$/.test(it) ? it : `'${it.replaceAll("'", String.raw`'\''`)}'`)).join(' ');
}
