// Who may import whom, as dependency-cruiser understands it. The reasons are in ARCHITECTURE.md.
// `$1` in a `to` is what the first bracket in `from` caught.

const test = String.raw`\.test\.tsx?$`
const testOrJourney = String.raw`\.test\.tsx?$|^apps/[^/]+/(test|e2e)/`
const fromNodeModules = '^node_modules/|/node_modules/'

/** Our packages that `owner` may not know: all of them but these. */
function onlyOurs(owner, allowed, comment, exempt = test) {
  return {
    name: `${owner.replace(/^.*\//, '')}-knows-its-place`,
    comment,
    severity: 'error',
    from: { path: `^${owner}/`, pathNot: exempt },
    to: { path: '^(apps|packages)/', pathNot: [owner, ...allowed].map((path) => `^${path}(/|$)`) },
  }
}

const everyone = [
  {
    name: 'apps-never-import-apps',
    comment: 'Apps meet over the network. What both need is a package. Only journeys start a fleet of pretend devices.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/', pathNot: '^apps/server/test/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'nobody-imports-tooling',
    comment: 'Tooling calls everything; what it offers to tests it hands over by the environment.',
    severity: 'error',
    from: { path: '^(apps|packages)/', pathNot: '^packages/tooling/' },
    to: { path: '^packages/tooling/' },
  },
  {
    name: 'packages-never-import-apps',
    comment: 'A package serves apps and knows none.',
    severity: 'error',
    from: { path: '^packages/' },
    to: { path: '^apps/' },
  },
  {
    name: 'our-imports-resolve',
    comment: 'An import nobody can follow is an import no rule sees. Build first: npm run build.',
    severity: 'error',
    from: {},
    to: { path: '^(@maestro/|@/|[.])', couldNotResolve: true },
  },
  {
    name: 'tests-are-not-imported',
    comment: 'What two tests need is in the testkit.',
    severity: 'error',
    from: { pathNot: testOrJourney },
    to: { path: testOrJourney },
  },
]

const packages = [
  {
    name: 'domain-stands-on-nothing',
    comment: 'Rules without framework, clock or I/O: they import each other and nothing else.',
    severity: 'error',
    from: { path: '^packages/domain/src/', pathNot: test },
    to: { pathNot: '^packages/domain/' },
  },
  {
    name: 'contract-stands-on-domain-and-zod',
    comment: 'Shapes need the words of the domain and Zod.',
    severity: 'error',
    from: { path: '^packages/contract/src/', pathNot: test },
    to: { path: fromNodeModules, pathNot: 'node_modules/zod(-openapi)?/' },
  },
  onlyOurs('packages/contract', ['packages/domain'], 'Shapes know the domain and nothing else of ours.'),
  onlyOurs('packages/database', [], 'The database package knows nothing of ours.', `${test}`),
  onlyOurs(
    'packages/testkit',
    ['packages/domain', 'packages/contract', 'packages/database'],
    'The testkit builds things; it does not run them.',
  ),
]

const apps = [
  onlyOurs(
    'apps/server',
    ['packages/domain', 'packages/contract', 'packages/database'],
    'The testkit serves tests, the seed and the demo.',
    String.raw`${testOrJourney}|^apps/server/src/(seed\.ts$|demo/)`,
  ),
  onlyOurs('apps/console', ['packages/domain', 'packages/contract'], 'The console sees the API, not the database.'),
  onlyOurs(
    'apps/simulator',
    ['packages/contract/(src|dist)/devices'],
    "A pretend device knows the devices' half of the contract, as a real one does.",
  ),
  onlyOurs('apps/cli', ['packages/contract'], 'The command line speaks the public API.'),
]

const insideServer = [
  {
    name: 'only-stores-and-queries-know-the-database',
    comment: 'Prisma types stop in *.store.ts, *.queries.ts and platform/; the demo writes what has no verb yet.',
    severity: 'error',
    from: {
      path: '^apps/server/src/',
      pathNot: String.raw`\.(store|queries|test)\.ts$|^apps/server/src/(platform/|demo/|seed\.ts$)`,
    },
    to: { path: '^packages/database/' },
  },
  {
    name: 'features-never-reach-into-a-store',
    comment: "A feature calls another's verbs and queries; one table has one writing feature.",
    severity: 'error',
    from: { path: '^apps/server/src/([^/]+)/', pathNot: test },
    to: {
      path: String.raw`^apps/server/src/[^/]+/.*\.(store|controller|job)\.ts$`,
      pathNot: '^apps/server/src/($1|platform)/',
    },
  },
  {
    name: 'features-meet-at-modules',
    comment: "Only a module wires another feature's module in.",
    severity: 'error',
    from: { path: '^apps/server/src/([^/]+)/', pathNot: String.raw`\.(module|test)\.ts$` },
    to: { path: String.raw`^apps/server/src/[^/]+/.*\.module\.ts$`, pathNot: '^apps/server/src/$1/' },
  },
]

const insideConsole = [
  {
    name: 'ui-knows-no-nouns',
    comment: 'The interface kit serves every feature and knows none.',
    severity: 'error',
    from: { path: '^apps/console/src/ui/' },
    to: { path: '^apps/console/(app|src/features)/' },
  },
  {
    name: 'features-know-no-pages',
    comment: 'Pages compose features, never the other way round.',
    severity: 'error',
    from: { path: '^apps/console/src/' },
    to: { path: '^apps/console/app/' },
  },
]

export const rules = [...everyone, ...packages, ...apps, ...insideServer, ...insideConsole]
