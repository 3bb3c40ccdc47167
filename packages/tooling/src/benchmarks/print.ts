import type { Figure } from './figure.js'
import { machine } from './machine.js'

function line({ metric, unit, median, min, max, runs, limit, ratio, target, met }: Figure): string {
  const spread = runs > 1 ? ` (${min} to ${max}, ${runs} runs)` : ''
  const beside = limit === undefined ? '' : `, limit ${limit} ${unit}, ratio ${ratio}`
  return `  ${met ? 'met   ' : 'MISSED'}  ${metric}: ${median} ${unit}${spread}${beside}, target ${target}`
}

/** The figures for people, then the same as one line of JSON. */
export function printFigures(name: string, figures: readonly Figure[]): void {
  console.log(`\n${name}`)
  for (const figure of figures) console.log(line(figure))
  console.log(`\n${JSON.stringify({ bench: name, figures, machine: machine() })}`)
}
