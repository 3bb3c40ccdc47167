import { isMap, isNode, isPair } from 'yaml'
import type { Merged, Source } from './sources.js'

export type Path = readonly (string | number)[]

/** `profiles[2].values["sip.password"]`, as the API names a place in a document. */
export function readPath(text: string): Path {
  const parts = text.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/gu)
  return [...parts].map(([, index, quoted, name]) => {
    if (index !== undefined) return Number(index)
    return quoted === undefined ? (name ?? '') : String(JSON.parse(`"${quoted}"`))
  })
}

/** `house.yaml:12`, for a place in the merged document; the nearest place around it where it is not in a file. */
export function locate({ sources, origins }: Merged, path: Path): string {
  const [section, index, ...rest] = path
  const origin = typeof index === 'number' ? origins[String(section)]?.[index] : undefined
  if (origin) return at(origin.source, [String(section), origin.index, ...rest])
  const holder = sources.find(({ document }) => document.has(section)) ?? sources[0]
  return holder ? at(holder, path) : ''
}

function at({ name, document, lines }: Source, path: Path): string {
  for (let length = path.length; length > 0; length--) {
    const offset = offsetOf(document.getIn(path.slice(0, length - 1), true), document.contents, path.slice(0, length))
    if (offset !== undefined) return `${name}:${lines.linePos(offset).line}`
  }
  return name
}

/** Where the name of the last step stands, or the member itself in a list. */
function offsetOf(parent: unknown, root: unknown, path: Path): number | undefined {
  const holder = path.length === 1 ? root : parent
  const last = path.at(-1)
  if (isMap(holder)) {
    const pair = holder.items.find((item) => isPair(item) && String(item.key) === String(last))
    return pair && isNode(pair.key) ? pair.key.range?.[0] : undefined
  }
  if (typeof holder !== 'object' || holder === null || !('items' in holder) || !Array.isArray(holder.items)) return
  const member: unknown = holder.items[Number(last)]
  return isNode(member) ? member.range?.[0] : undefined
}
