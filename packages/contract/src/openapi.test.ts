import { expect, it } from 'vitest'
import { routes } from './console/routes.js'
import { openApiDocument } from './openapi.js'

const document = openApiDocument('0.1.0')

it('is the document that is committed: change both, and only ever add', async () => {
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../openapi.json')
})

it('describes every route of the contract, with who may call it', () => {
  const described = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path ?? {})) as {
    description?: string
  }[]
  const declared = Object.values(routes).flatMap((group) => Object.values(group))
  expect(described).toHaveLength(declared.length)
  expect(described.every(({ description }) => /^Needs: \S+\.$/.test(description ?? ''))).toBe(true)
})

it('names the shape of every answer that is a thing', () => {
  expect(Object.keys(document.components?.schemas ?? {})).toEqual(
    expect.arrayContaining(['Device', 'Room', 'Problem', 'AuditEntry', 'Deployment']),
  )
})
