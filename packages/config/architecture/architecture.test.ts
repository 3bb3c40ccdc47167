import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { architectureViolations } from './cruise.mjs'
import { rules } from './rules.mjs'

type Plant = Readonly<Record<string, string>>

/** A small repository that keeps every rule; each plant adds files that break one. */
const lawful: Plant = {
  'packages/domain/src/index.ts': 'export type Device = { serial: string }',
  'packages/domain/src/index.test.ts': "import { it } from 'vitest'\nimport './index.js'\nit('works', () => {})",
  'packages/contract/src/index.ts': "export type { Device } from '@maestro/domain'",
  'packages/contract/src/devices/index.ts': 'export const topic = 1',
  'packages/database/src/index.ts': 'export type Row = { id: string }',
  'packages/testkit/src/index.ts':
    "export type { Row } from '@maestro/database'\nexport type { Device } from '@maestro/domain'",
  'packages/tooling/src/start.ts': "import '@maestro/testkit'",
  'apps/server/src/platform/pool.ts': "export type { Row } from '@maestro/database'",
  'apps/server/src/licenses/licenses.store.ts': "export type { Row } from '@maestro/database'",
  'apps/server/src/licenses/activate.ts': "import './licenses.store.js'",
  'apps/server/src/licenses/activate.test.ts': "import '@maestro/testkit'\nimport '@maestro/database'",
  'apps/server/src/licenses/licenses.module.ts': "import '../devices/devices.module.js'",
  'apps/server/src/devices/devices.module.ts': "import '@maestro/contract'",
  'apps/server/src/seed.ts': "import '@maestro/testkit'\nimport './demo/demo.js'",
  'apps/server/src/demo/demo.ts': "import '@maestro/testkit'\nimport '@maestro/database'",
  'apps/console/src/ui/button.tsx': 'export const Button = () => <button type="button">x</button>',
  'apps/console/src/features/devices/list.tsx':
    "import { Button } from '@/ui/button'\nexport const List = () => <Button />",
  'apps/console/app/page.tsx': "import { List } from '@/features/devices/list'\nexport default List",
  'apps/simulator/src/main.ts': "import '@maestro/contract/devices'",
  'apps/server/test/push.test.ts': "import '../../simulator/src/main.js'\nimport '@maestro/testkit'",
  'apps/cli/src/main.ts': "import '@maestro/contract'",
}

const plants: Readonly<Record<string, Plant>> = {
  'apps-never-import-apps': { 'apps/console/src/x.ts': "import '../../server/src/platform/pool.js'" },
  'nobody-imports-tooling': { 'packages/testkit/src/x.ts': "import '../../tooling/src/start.js'" },
  'packages-never-import-apps': { 'packages/tooling/src/x.ts': "import '../../../apps/server/src/seed.js'" },
  'our-imports-resolve': { 'apps/server/src/devices/x.ts': "import '@maestro/nowhere'" },
  'tests-are-not-imported': { 'packages/domain/src/x.ts': "import './index.test.js'" },
  'domain-stands-on-nothing': { 'packages/domain/src/x.ts': "import 'node:fs'" },
  'contract-stands-on-domain-and-zod': { 'packages/contract/src/x.ts': "import 'vitest'" },
  'contract-knows-its-place': {
    'packages/contract/src/x.ts': "import type { Row } from '@maestro/database'\nexport type X = Row",
  },
  'database-knows-its-place': { 'packages/database/src/x.ts': "import '@maestro/domain'" },
  'testkit-knows-its-place': { 'packages/testkit/src/x.ts': "import '../../tooling/src/start.js'" },
  'server-knows-its-place': { 'apps/server/src/devices/x.ts': "import '@maestro/testkit'" },
  'console-knows-its-place': {
    'apps/console/app/x.tsx': "import type { Row } from '@maestro/database'\nexport type X = Row",
  },
  'simulator-knows-its-place': { 'apps/simulator/src/x.ts': "import '@maestro/contract'" },
  'cli-knows-its-place': { 'apps/cli/src/x.ts': "import '@maestro/domain'" },
  'only-stores-and-queries-know-the-database': {
    'apps/server/src/devices/x.ts': "import type { Row } from '@maestro/database'\nexport type X = Row",
  },
  'features-never-reach-into-a-store': { 'apps/server/src/devices/x.ts': "import '../licenses/licenses.store.js'" },
  'features-meet-at-modules': { 'apps/server/src/devices/x.ts': "import '../licenses/licenses.module.js'" },
  'ui-knows-no-nouns': { 'apps/console/src/ui/x.tsx': "export { List } from '@/features/devices/list'" },
  'features-know-no-pages': { 'apps/console/src/features/devices/x.tsx': "import '../../../app/page'" },
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function link(root: string, name: string): void {
  const folder = join(root, 'packages', name)
  const source = (path: string) => ({ default: `./src/${path}` })
  const exports = { '.': source('index.ts'), './devices': source('devices/index.ts') }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: `@maestro/${name}`, type: 'module', exports }))
  symlinkSync(folder, join(root, 'node_modules/@maestro', name))
}

function repositoryWith(files: Plant): string {
  const root = mkdtempSync(join(tmpdir(), 'maestro-architecture-'))
  folders.push(root)
  for (const [path, content] of Object.entries({ ...lawful, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  mkdirSync(join(root, 'node_modules/@maestro'), { recursive: true })
  mkdirSync(join(root, 'node_modules/vitest'))
  writeFileSync(join(root, 'node_modules/vitest/package.json'), '{"name":"vitest","main":"index.js"}')
  writeFileSync(join(root, 'node_modules/vitest/index.js'), '')
  for (const name of ['domain', 'contract', 'database', 'testkit']) link(root, name)
  return root
}

async function brokenRules(files: Plant): Promise<string[]> {
  const violations = await architectureViolations(repositoryWith(files))
  return violations.map(({ rule }) => rule)
}

it('finds nothing in a repository that keeps the rules', async () => {
  expect(await architectureViolations(repositoryWith({}))).toEqual([])
})

it('has a planted violation for every rule', () => {
  expect(Object.keys(plants).sort()).toEqual(rules.map(({ name }) => name).sort())
})

it.each(Object.entries(plants))('finds what breaks %s', async (rule, files) => {
  expect(await brokenRules(files)).toContain(rule)
})
