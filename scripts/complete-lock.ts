import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Names in package-lock.json the optional packages for other platforms that npm left out because the registry at hand
 * does not serve them: `npm ci` refuses a lock without them, although it would not install them here. They stand
 * without integrity, as nobody here has seen them. Run it after `npm install` behind such a registry:
 * `npm run lock:complete`.
 */
interface Entry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Lock {
  packages: Record<string, Entry>;
}

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock;

const missing = Object.entries(lock.packages).flatMap(([place, { optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies).filter(([name]) => !isInstalledFrom(place, name)),
);
for (const [name, version] of missing) {
  if (!/^\d+\.\d+\.\d+/u.test(version))
    throw new Error(`Expected an exact version of ${name}; got ${version}.`);
  lock.packages[`node_modules/${name}`] = {
    version,
    ...platformOf(name),
    dev: true,
    optional: true,
  } as Entry;
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1)),
);
if (missing.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${missing.length} optional packages were missing.\n`);

/** As Node looks things up: beside the package, then up the tree. */
function isInstalledFrom(place: string, name: string): boolean {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}

/** Such packages carry their platform in their names. */
function platformOf(name: string): object {
  const os = /(?:android|darwin|freebsd|openbsd|netbsd|linux|win32|openharmony|sunos|aix)/u.exec(name)?.[0];
  const cpu = /(?:arm64|arm(?=-|$)|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el|wasm32)/u.exec(name)?.[0];
  const libc = /-musl/u.test(name) ? 'musl' : /-gnu/u.test(name) && os === 'linux' ? 'glibc' : undefined;
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(libc === undefined ? {} : { libc: [libc] }),
    ...(os === undefined ? {} : { os: [os] }),
  };
}
