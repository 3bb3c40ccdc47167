import { existsSync } from 'node:fs'
import { join } from 'node:path'
import swc from '@swc/core'
import { cruise } from 'dependency-cruiser'
import { rules } from './rules.mjs'

const parseFile = swc.parseFileSync.bind(swc)

/** dependency-cruiser reads every file as plain TypeScript; components need the reader told that they hold JSX. */
swc.parseFileSync = (file, options) => parseFile(file, { ...options, tsx: file.endsWith('.tsx') })

/** Sentences, one per broken rule and import, in the repository at `root`. */
export async function architectureViolations(root) {
  const folders = ['apps', 'packages'].filter((folder) => existsSync(join(root, folder)))
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: rules },
      // swc reads TypeScript without the compiler's old programming interface, and sees type-only imports too.
      parser: 'swc',
      tsPreCompilationDeps: true,
      exclude: { path: String.raw`^(apps|packages)/[^/]+/(dist/.*\.d\.ts$|\.next/|next-env\.d\.ts$)` },
      doNotFollow: { path: ['node_modules', '/dist/', '/generated/'] },
    },
    {
      alias: { '@': join(root, 'apps/console/src') },
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
    },
  )
  return output.summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    sentence: `${from} must not import ${to} (${rule.name})`,
  }))
}
