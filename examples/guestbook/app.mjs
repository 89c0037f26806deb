// Starts the CDK app, after Maven has compiled it if anything has changed: node app.mjs MAIN_CLASS [argument]...
// In each synth, Maven would take longer than the app. It compares times, and so misses the older file that git brings and the one
// that is gone; this compares contents. `mvn clean` or the deletion of target forgets everything, and the next synth compiles.
import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";

const classes = "target/classes";
const classPathFile = "target/app.classpath";
// What the last build was made from, and what it left. It is deleted before Maven starts, and written when Maven has succeeded.
const recordFile = "target/app.json";

const windows = process.platform === "win32";
// As Maven chooses it, so that the classes run on the JDK that has compiled them.
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", windows ? "java.exe" : "java") : "java";

// For a process of a few seconds.
const flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

process.exitCode = start(upToDate() ?? build());

function upToDate() {
  try {
    const { inputs, outputs, classPath } = JSON.parse(readFileSync(recordFile, "utf8"));
    return inputs === hashOfInputs() && outputs === hashOfOutputs(classPath) ? classPath : undefined;
  } catch {
    return undefined; // There is no record, or half of one.
  }
}

function build() {
  // As they are before Maven reads them: the next synth notices what is changed while it runs.
  const inputs = hashOfInputs();
  // Maven would keep what is newer than its source, and what has no source any more.
  for (const path of [recordFile, classPathFile, classes, "target/generated-sources", "target/maven-status"]) {
    rmSync(path, { recursive: true, force: true });
  }
  const classPathGoal = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath";
  const options = ["-DincludeScope=runtime", `-Dmdep.outputFile=${classPathFile}`, "-DoutputEncoding=UTF-8"];
  const status = run("mvn", ["-q", "-B", "process-classes", classPathGoal, ...options]);
  if (status !== 0) {
    process.exit(status);
  }
  const classPath = readFileSync(classPathFile, "utf8").trim().split(delimiter).filter(Boolean);
  writeFileSync(`${recordFile}.new`, JSON.stringify({ inputs, outputs: hashOfOutputs(classPath), classPath }));
  renameSync(`${recordFile}.new`, recordFile);
  return classPath;
}

/** The first start with these libraries archives their classes as the JVM has them in memory, so that the next ones load faster. */
function start(libraries) {
  const folder = join("target/app.archive", hash([java, ...libraries].map((path) => stamp(found(path)))));
  const [list, archive] = [join(folder, "classes"), join(folder, "classes.jsa")];
  // The classes of the app come last: an archive is valid for the beginning of a class path, which has to be of jars.
  const app = ["-cp", [...libraries, classes].join(delimiter), ...process.argv.slice(2)];
  if (existsSync(folder) || process.env.CI) {
    return run(java, [...flags, ...(existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`] : []), ...app]);
  }
  rmSync(dirname(folder), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const status = run(java, [...flags, `-XX:DumpLoadedClassList=${list}`, ...app]);
  if (status === 0) {
    const files = [`-XX:SharedClassListFile=${list}`, `-XX:SharedArchiveFile=${archive}.new`];
    const dump = spawnSync(java, [...flags, "-Xshare:dump", ...files, "-cp", libraries.join(delimiter)], { stdio: "ignore" });
    if (dump.status === 0) {
      renameSync(`${archive}.new`, archive);
    }
  }
  return status;
}

function run(command, args) {
  // On Windows mvn is a script, which only a shell can start. None of its arguments needs quotes.
  const { status, error } = spawnSync(command, args, { stdio: "inherit", shell: windows && command === "mvn" });
  if (error) {
    console.error(`${command} cannot be started (${error.code}). Is it installed, and its folder in PATH?`);
    process.exit(1);
  }
  return status ?? 1;
}

/** Whatever Maven reads, by its content. */
function hashOfInputs() {
  const poms = withParents("pom.xml");
  const environment = poms.flatMap((pom) => [...text(pom).matchAll(/\benv\.(\w+)/g)].map(([, name]) => name));
  return hash([
    ...[...sources("."), ...poms, ...mavenFiles()].map((file) => [file, content(file)]),
    ...["JAVA_HOME", "MAVEN_ARGS", "MAVEN_OPTS", ...environment].map((name) => [name, process.env[name]]),
    ...[java, "mvn"].map((program) => stamp(found(program))),
    poms.some((pom) => leadsOut(text(pom))) ? unknown() : "",
  ]);
}

/** The classes and the libraries, by size and times: a new build of one never leaves all of them as they were. */
function hashOfOutputs(classPath) {
  // Maven itself looks for a newer snapshot once a day.
  const day = classPath.some((path) => path.includes("SNAPSHOT")) ? new Date().toDateString() : "";
  return hash([day, ...[...files(classes), ...classPath].map(stamp)]);
}

/** All of the folder but what is written by builds, by the CDK and by editors. */
function sources(folder) {
  const written = (name) => name.startsWith(".") || ["target", "cdk.out", "node_modules"].includes(name);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !written(entry.name) && resolve(folder, entry.name) !== resolve(process.env.CDK_OUTDIR ?? "cdk.out"))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return !entry.isDirectory() ? [path] : entry.name === "src" ? files(path) : sources(path);
    });
}

function files(folder) {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    : [];
}

/** The pom and its parents, as far as they are files of this machine's and not of a repository. */
function withParents(pom) {
  const parent = text(pom).match(/<parent>.*?<\/parent>/s)?.[0];
  if (!parent) {
    return [pom];
  }
  const path = join(dirname(pom), parent.match(/<relativePath>\s*(.*?)\s*</s)?.[1] ?? "../pom.xml");
  const file = isFolder(path) ? join(path, "pom.xml") : path;
  return existsSync(file) ? [pom, ...withParents(file)] : [pom];
}

/** Whether it may name something above the folder, from the root, or hidden in it, where sources() does not look. */
function leadsOut(pom) {
  return /\.\.|[>/]\s*\.|>\s*\//.test(pom.replace(/<relativePath>.*?</gs, "<"));
}

/** The options of Maven: of the user, and of the nearest .mvn folder. */
function mavenFiles() {
  let folder = resolve(".");
  while (!existsSync(join(folder, ".mvn")) && folder !== dirname(folder)) {
    folder = dirname(folder);
  }
  return [join(homedir(), ".m2", "settings.xml"), ...files(join(folder, ".mvn"))];
}

function found(program) {
  const folders = isAbsolute(program) ? [""] : (process.env.PATH ?? "").split(delimiter);
  const paths = folders.flatMap((folder) => ["", ".exe", ".cmd"].map((end) => join(folder, program + end)));
  const path = paths.find((path) => existsSync(path));
  return path && realpathSync(path);
}

function content(file) {
  if (isFolder(file)) {
    return unknown(); // A link to somewhere else.
  }
  return existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : "";
}

/** No later hash is equal to one with it, so that Maven decides each time. */
function unknown() {
  return randomUUID();
}

function stamp(path) {
  const { size, mtimeMs, ctimeMs, ino } = (path && statSync(path, { throwIfNoEntry: false })) || {};
  return [path, size, mtimeMs, ctimeMs, ino];
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function text(file) {
  return readFileSync(file, "utf8");
}

function hash(values) {
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}
