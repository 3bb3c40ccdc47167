#!/usr/bin/env node
// Lays out in an empty folder exactly what a container image holds. The Dockerfiles run it, and so does the test that
// starts Maestro from such a folder. Needs an installed and built repository.
//
//   node infra/layout.mjs server <folder>     api, worker, link, migrate, found, seed
//   node infra/layout.mjs console <folder>    the console
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** What the image can be told to run, and all of our own code that is in it besides what these import. */
const programs = [
  ...['api', 'worker', 'link', 'found', 'seed'].map((name) => `apps/server/dist/${name}.js`),
  'packages/tooling/dist/migrate.js',
]

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))
const locked = readJson('package-lock.json').packages

/** Where Node finds a package from a folder of the repository; undefined when it is not installed. */
function find(name, folder) {
  for (let here = folder; ; here = posix.dirname(here)) {
    const path = posix.join(here === '.' ? '' : here, 'node_modules', name)
    if (locked[path] && existsSync(join(root, path))) return path
    if (here === '.') return undefined
  }
}

/** All files of ours that the programs import, followed through the packages' entries. */
function ownFiles() {
  const files = new Set(programs)
  for (const file of files) for (const next of importsOf(file)) files.add(next)
  return files
}

function importsOf(file) {
  if (!existsSync(join(root, file))) throw new Error(`${file} is missing. Build first: npm run build`)
  const folder = posix.dirname(file)
  const text = readFileSync(join(root, file), 'utf8')
  const names = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, name]) => name)
  const beside = names.filter((name) => name.startsWith('.')).map((name) => posix.join(folder, name))
  const ours = names.filter((name) => name.startsWith('@maestro/')).map((name) => entryOf(name, folder))
  return [...beside, ...ours]
}

/** The file behind `@maestro/contract` or `@maestro/contract/devices`. */
function entryOf(specifier, folder) {
  const [scope, name, ...rest] = specifier.split('/')
  const path = find(`${scope}/${name}`, folder)
  if (!path) throw new Error(`${folder} imports ${specifier}, which is not installed.`)
  const workspace = locked[path].resolved
  const { default: entry } = readJson(`${workspace}/package.json`).exports[['.', ...rest].join('/')]
  return posix.join(workspace, entry)
}

function workspaceOf(file) {
  return file.split('/').slice(0, 2).join('/')
}

/** What a package needs in production: dependencies, peers that are not optional, and optional parts that are there. */
function needsOf(entry) {
  const optionalPeers = entry.peerDependenciesMeta ?? {}
  const peers = Object.keys(entry.peerDependencies ?? {}).filter((name) => !optionalPeers[name]?.optional)
  return [...Object.keys(entry.dependencies ?? {}), ...Object.keys(entry.optionalDependencies ?? {}), ...peers]
}

/** Packages of others that the workspaces need in production, and links to our own, as paths in the repository. */
function packagesFor(workspaces) {
  const packages = new Set(workspaces)
  const links = new Set()
  for (const path of packages) {
    for (const found of needsOf(locked[path]).flatMap((name) => find(name, path) ?? [])) {
      const { link, resolved } = locked[found]
      if (!link) packages.add(found)
      else if (workspaces.has(resolved)) links.add(found)
    }
  }
  return { packages: [...packages].filter((path) => !workspaces.has(path)), links }
}

function copier(target) {
  return (path, options = {}) => cpSync(join(root, path), join(target, path), { recursive: true, ...options })
}

/** What nothing reads at run time: types, maps, and the parts of Prisma for other databases. */
const idle = /\.d\.[cm]?ts$|\.map$|query_compiler_\w+_bg\.(?!postgresql)/

/** A package without the packages inside it: those come one by one, or not at all. */
function copyPackage(copy, path) {
  const own = join(root, path)
  const inside = (source) => relative(own, source).split(/[\\/]/).includes('node_modules')
  copy(path, { filter: (source) => !inside(source) && !idle.test(source) })
}

function layOutServer(target) {
  const copy = copier(target)
  const files = ownFiles()
  const workspaces = new Set([...files].map(workspaceOf))
  for (const file of files) {
    copy(file)
    if (existsSync(join(root, `${file}.map`))) copy(`${file}.map`)
  }
  for (const workspace of workspaces) copy(`${workspace}/package.json`)
  const { packages, links } = packagesFor(workspaces)
  for (const path of packages) copyPackage(copy, path)
  for (const path of links) {
    const link = join(target, path)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(relative(dirname(link), join(target, locked[path].resolved)), link, 'junction')
  }
  for (const path of ['prisma', 'LICENSE', 'package.json']) copy(path)
}

function layOutConsole(target) {
  const built = 'apps/console/.next'
  if (!existsSync(join(root, built, 'standalone'))) throw new Error('The console is not built: npm run build')
  // `npm start` puts the browser's files into the stand-alone build, too; here they come from where the build put them.
  cpSync(join(root, built, 'standalone'), target, { recursive: true, verbatimSymlinks: true })
  cpSync(join(root, built, 'static'), join(target, built, 'static'), { recursive: true })
  const pictures = 'apps/console/public'
  if (existsSync(join(root, pictures))) cpSync(join(root, pictures), join(target, pictures), { recursive: true })
  copier(target)('LICENSE')
}

const [image, target] = process.argv.slice(2)
const layOut = { server: layOutServer, console: layOutConsole }[image]
if (!layOut || !target) {
  console.error('node infra/layout.mjs server|console <empty folder>')
  process.exit(1)
}
mkdirSync(target, { recursive: true })
if (readdirSync(target).length > 0) {
  console.error(`${target} is not empty.`)
  process.exit(1)
}
layOut(target)
