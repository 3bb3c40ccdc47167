import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Benchmark } from './benchmarks/benchmark.js'
import { printFigures } from './benchmarks/print.js'
import { Refusal, runCommand } from './refusal.js'

const folder = new URL('./bench/', import.meta.url)

function names(): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.js') && !file.endsWith('.test.js'))
  return files.map((file) => file.slice(0, -'.js'.length)).sort()
}

async function load(name: string): Promise<Benchmark> {
  const module = (await import(new URL(`${name}.js`, folder).href)) as { benchmark: Benchmark }
  return module.benchmark
}

async function list(): Promise<void> {
  for (const name of names()) {
    const { about, size } = await load(name)
    console.log(`  ${name.padEnd(18)} ${about} (--size: ${size})`)
  }
  console.log('\nnpm run bench -- NAME [--size N]')
}

function readSize(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const size = Number(text)
  if (!Number.isInteger(size) || size < 1) throw new Refusal(`--size is "${text}": give a whole number from 1 up.`)
  return size
}

await runCommand(async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { size: { type: 'string' } } })
  const [name] = positionals
  if (!name) {
    await list()
    return 0
  }
  if (!names().includes(name)) throw new Refusal(`There is no benchmark "${name}". There are: ${names().join(', ')}.`)
  const benchmark = await load(name)
  const figures = await benchmark.run({ size: readSize(values.size), say: (sentence) => console.log(`  ${sentence}`) })
  printFigures(name, figures)
  return 0
})
