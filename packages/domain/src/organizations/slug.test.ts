import { expect, it } from 'vitest'
import { slugOf } from './slug.js'

it.each([
  ['Müller & Söhne GmbH', 'mueller-soehne-gmbh'],
  ['  Café Été  ', 'cafe-ete'],
  ['Straße 12/3', 'strasse-12-3'],
  ['日本', 'organization'],
])('writes %s as %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})

it('ends within 48 characters and not on a hyphen', () => {
  expect(slugOf(`${'a'.repeat(47)} b`)).toBe('a'.repeat(47))
})
