// Holds app.mjs, by which the examples and the archetype start their app, to its promise: no change is missed, and without one Maven does
// not run. node --test .ci/app.test.mjs, with JDK 17, Maven and Node. A small app of its own, in a folder whose name has to be quoted.
import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from "node:assert";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const script = join(root, "examples", "quickstart", "app.mjs");
const copies = ["examples/production", "examples/existing-vpc", "examples/guestbook", "archetype/template/java"];
const windows = process.platform === "win32";

const folder = mkdtempSync(join(tmpdir(), "app é 'and' (more) "));
const app = join(folder, "app");
const source = "src/main/java/Main.java";
const resource = "src/main/resources/greeting.txt";

function write(file, text) {
  mkdirSync(dirname(join(app, file)), { recursive: true });
  writeFileSync(join(app, file), text);
}

function replace(file, from, to) {
  const text = readFileSync(join(app, file), "utf8");
  ok(text.includes(from));
  write(file, text.replaceAll(from, to));
}

/** Starts it as cdk.json does, and says what the app printed and whether Maven has run. */
function start(environment = {}, args = ["Main"]) {
  const built = record();
  const { status, stdout, stderr } = spawnSync("node", ["app.mjs", ...args], {
    cwd: app,
    // CI: without the archive, which is a test of its own.
    env: { ...process.env, CI: "true", ...environment },
    encoding: "utf8",
  });
  return { status, printed: stdout.replace(/\x1b\[[\d;]*m/g, "").trim().split(/\r?\n/), maven: record() !== built, stderr };
}

function record() {
  const { ino, ctimeMs } = statSync(join(app, "target/app.json"), { throwIfNoEntry: false }) ?? {};
  return `${ino} ${ctimeMs}`;
}

function pom(content) {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
    <modelVersion>4.0.0</modelVersion>
    <groupId>io.github.threetierecs.test</groupId><artifactId>app</artifactId><version>1</version>
    ${content}
    <properties>
      <maven.compiler.release>17</maven.compiler.release>
      <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
      <name>pom</name>
    </properties>
    <build>
      <resources><resource><directory>src/main/resources</directory><filtering>true</filtering></resource></resources>
      <plugins>
        <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
        <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
      </plugins>
    </build>
  </project>`;
}

before(() => {
  cpSync(script, join(app, "app.mjs"), { recursive: true });
  write("pom.xml", pom(""));
  write(resource, "hello ${name}");
  write("src/main/java/Other.java", "class Other {}");
  write(
    source,
    `public class Main {
       public static void main(String[] arguments) throws Exception {
         System.out.println("version 1");
         var greeting = Main.class.getResourceAsStream("/greeting.txt");
         System.out.println(greeting == null ? "no greeting" : new String(greeting.readAllBytes()));
         for (String name : new String[] {"Other", "Renamed", "Library"}) {
           try {
             System.out.println(Class.forName(name).getSimpleName());
           } catch (ClassNotFoundException e) {
             // It is not there.
           }
         }
         System.exit(arguments.length);
       }
     }`,
  );
});

after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

test("the other examples and the archetype have the same one", () => {
  for (const copy of copies) {
    strictEqual(readFileSync(join(root, copy, "app.mjs"), "utf8"), readFileSync(script, "utf8"), copy);
  }
});

test("the first start compiles", () => {
  const { status, printed, maven, stderr } = start();
  deepStrictEqual({ status, printed, maven }, { status: 0, printed: ["version 1", "hello pom", "Other"], maven: true }, stderr);
});

test("without a change Maven does not run", () => {
  const { status, printed, maven } = start();
  deepStrictEqual({ status, printed, maven }, { status: 0, printed: ["version 1", "hello pom", "Other"], maven: false });
});

test("arguments and the exit code are passed on", () => {
  strictEqual(start({}, ["Main", "one", "two"]).status, 2);
});

test("a changed source is compiled", () => {
  replace(source, "version 1", "version 2");
  strictEqual(start().printed[0], "version 2");
});

test("a changed source is compiled whose time is older and whose size is the same, as git checkout can leave it", () => {
  replace(source, "version 2", "version 3");
  utimesSync(join(app, source), 1_000_000_000, 1_000_000_000);
  strictEqual(start().printed[0], "version 3");
});

test("a source that is changed while Maven runs is compiled by the next start", async () => {
  replace(source, "version 3", "version 4");
  const running = spawn("node", ["app.mjs", "Main"], { cwd: app, stdio: "ignore" });
  const finished = new Promise((resolve) => running.on("exit", resolve));
  while (!existsSync(join(app, "target/classes/Main.class"))) {
    await wait(5);
  }
  replace(source, "version 4", "version 5");
  await finished;
  strictEqual(start().printed[0], "version 5");
});

test("a renamed source is compiled, and its old class is gone", () => {
  renameSync(join(app, "src/main/java/Other.java"), join(app, "src/main/java/Renamed.java"));
  replace("src/main/java/Renamed.java", "class Other", "class Renamed");
  deepStrictEqual(start().printed.slice(2), ["Renamed"]);
});

test("the class of a deleted source is gone", () => {
  rmSync(join(app, "src/main/java/Renamed.java"));
  deepStrictEqual(start().printed.slice(2), []);
});

test("a changed resource is copied, also with an older time and the same size", () => {
  replace(resource, "hello", "howdy");
  utimesSync(join(app, resource), 1_000_000_000, 1_000_000_000);
  strictEqual(start().printed[1], "howdy pom");
});

test("a changed pom is heeded", () => {
  replace("pom.xml", "<name>pom</name>", "<name>model</name>");
  strictEqual(start().printed[1], "howdy model");
});

test("changed options in .mvn are heeded", () => {
  write(".mvn/maven.config", "-Dname=option\n");
  strictEqual(start().printed[1], "howdy option");
  rmSync(join(app, ".mvn"), { recursive: true });
  strictEqual(start().printed[1], "howdy model");
});

test("a changed parent is heeded", () => {
  writeFileSync(
    join(folder, "pom.xml"),
    `<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>parent</artifactId><version>1</version>
     <packaging>pom</packaging><properties><word>parent</word></properties></project>`,
  );
  write("pom.xml", pom("<parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent>"));
  replace("pom.xml", "<name>pom</name>", "<name>${word}</name>");
  strictEqual(start().printed[1], "howdy parent");
  const parent = join(folder, "pom.xml");
  writeFileSync(parent, readFileSync(parent, "utf8").replace("<word>parent", "<word>changed"));
  strictEqual(start().printed[1], "howdy changed");
  strictEqual(start().maven, false);
});

test("a changed variable of the environment is heeded that the pom reads", () => {
  write("pom.xml", pom("").replace("<name>pom</name>", "<name>${env.NAME_FOR_TEST}</name>"));
  strictEqual(start({ NAME_FOR_TEST: "one" }).printed[1], "howdy one");
  strictEqual(start({ NAME_FOR_TEST: "two" }).printed[1], "howdy two");
});

for (const name of ["MAVEN_ARGS", "MAVEN_OPTS"]) {
  test(`another ${name} has Maven run`, () => {
    write("pom.xml", pom(""));
    start();
    strictEqual(start({ [name]: `${process.env[name] ?? ""} -Dany=value` }).maven, true);
  });
}

test("another JDK has Maven run", () => {
  const { stderr } = spawnSync("java", ["-XshowSettings:properties", "-version"], { encoding: "utf8" });
  const link = join(folder, "jdk");
  symlinkSync(process.env.JAVA_HOME ?? stderr.match(/java\.home = (.*?)\r?\n/)[1], link, "junction");
  start();
  const { status, maven } = start({ JAVA_HOME: link });
  deepStrictEqual({ status, maven }, { status: 0, maven: true });
});

test("a lost class is compiled again", () => {
  start();
  rmSync(join(app, "target/classes/Main.class"));
  strictEqual(start().status, 0);
});

test("a class that something else has written is compiled again", () => {
  writeFileSync(join(app, "target/classes/Main.class"), "of an editor");
  strictEqual(start().printed[0], "version 5");
});

test("a build that fails fails each start, and the app does not run with what was there before", () => {
  replace(source, '"version 5"', '"version 6" +');
  for (let time = 0; time < 2; time++) {
    const { status, printed } = start();
    notStrictEqual(status, 0);
    match(printed.join("\n"), /COMPILATION ERROR/);
    ok(!printed.includes("version 5"));
  }
  replace(source, '"version 6" +', '"version 5"');
  strictEqual(start().printed[0], "version 5");
});

test("a build that was interrupted is done again", async () => {
  replace(source, "version 5", "version 6");
  const running = spawn("node", ["app.mjs", "Main"], { cwd: app, stdio: "ignore", detached: true });
  const finished = new Promise((resolve) => running.on("exit", resolve));
  while (existsSync(join(app, "target/app.json"))) {
    await wait(5);
  }
  if (windows) {
    spawnSync("taskkill", ["/pid", `${running.pid}`, "/t", "/f"]);
  } else {
    process.kill(-running.pid, "SIGKILL");
  }
  await finished;
  strictEqual(existsSync(join(app, "target/app.json")), false);
  strictEqual(start().printed[0], "version 6");
});

test("half a record is none", () => {
  const file = join(app, "target/app.json");
  writeFileSync(file, readFileSync(file, "utf8").slice(0, 20));
  strictEqual(start().printed[0], "version 6");
});

test("a snapshot that is installed again is used", () => {
  const group = "io.github.threetierecs.test.snapshots";
  const dependency = `<dependency><groupId>${group}</groupId><artifactId>library</artifactId><version>1-SNAPSHOT</version></dependency>`;
  const library = join(folder, "library");
  mkdirSync(library);
  const install = (content) => {
    writeFileSync(join(library, "Library.java"), content);
    const run = (command, args) => {
      const { status, stdout } = spawnSync(command, args, { cwd: library, encoding: "utf8", shell: windows });
      strictEqual(status, 0, stdout);
    };
    run("javac", ["--release", "17", "Library.java"]);
    run("jar", ["--create", "--file", "library.jar", "."]);
    run("mvn", [
      "-q",
      "-B",
      "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file",
      "-Dfile=library.jar",
      `-DgroupId=${group}`,
      "-DartifactId=library",
      "-Dversion=1-SNAPSHOT",
      "-Dpackaging=jar",
    ]);
  };
  let installed;
  try {
    install("class Library {}");
    write("pom.xml", pom(`<dependencies>${dependency}</dependencies>`));
    deepStrictEqual(start().printed.slice(2), ["Library"]);
    installed = readFileSync(join(app, "target/app.classpath"), "utf8").split(delimiter)[0];
    strictEqual(start().maven, false);
    install("class Library {} class Renamed {}");
    deepStrictEqual(start().printed.slice(2), ["Renamed", "Library"]);
    strictEqual(start().maven, false);
    install("class Library {}");
    strictEqual(start().maven, true);
  } finally {
    write("pom.xml", pom(""));
    if (installed) {
      rmSync(dirname(dirname(dirname(installed))), { recursive: true });
    }
  }
});

test("the first start with a class path archives its classes, and the next ones use that", () => {
  const dependency = "<dependency><groupId>org.jspecify</groupId><artifactId>jspecify</artifactId><version>1.0.1</version></dependency>";
  write("pom.xml", pom(`<dependencies>${dependency}</dependencies>`));
  replace(source, "Class.forName(name)", 'Class.forName(name.replace("Library", "org.jspecify.annotations.Nullable"))');
  const printed = ["version 6", "howdy pom", "Nullable"];
  deepStrictEqual(start({ CI: "" }).printed, printed);
  const loaded = start({ CI: "", JAVA_TOOL_OPTIONS: "-Xlog:class+load:file=loaded.txt" });
  deepStrictEqual(loaded.printed, printed);
  match(readFileSync(join(app, "loaded.txt"), "utf8"), /org\.jspecify\.annotations\.Nullable source: shared objects file/);
  rmSync(join(app, "loaded.txt"));
});

test("where the pom reaches out of the folder Maven decides each time", () => {
  write("pom.xml", pom("").replace("src/main/resources", "../shared"));
  mkdirSync(join(folder, "shared"));
  writeFileSync(join(folder, "shared", "greeting.txt"), "from outside");
  strictEqual(start().printed[1], "from outside");
  writeFileSync(join(folder, "shared", "greeting.txt"), "from elsewhere");
  strictEqual(start().printed[1], "from elsewhere");
});

test("where the pom reaches into a hidden folder Maven decides each time", () => {
  write("pom.xml", pom("").replace("src/main/resources", ".hidden"));
  write(".hidden/greeting.txt", "from a hidden folder");
  strictEqual(start().printed[1], "from a hidden folder");
  write(".hidden/greeting.txt", "changed there");
  strictEqual(start().printed[1], "changed there");
});

test("without Maven it says so", () => {
  const empty = mkdirSync(join(folder, "empty"), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, ["app.mjs", "Main"], { cwd: app, env: { PATH: empty }, encoding: "utf8" });
  strictEqual(status, 1);
  match(stderr, windows ? /mvn/ : /^mvn cannot be started \(ENOENT\)/);
});

test("where a link leads out of the folder Maven decides each time", () => {
  write("pom.xml", pom("").replace("src/main/resources", "linked"));
  symlinkSync(join(folder, "shared"), join(app, "linked"), "junction");
  strictEqual(start().printed[1], "from elsewhere");
  writeFileSync(join(folder, "shared", "greeting.txt"), "from a link");
  strictEqual(start().printed[1], "from a link");
});
