import { describe, expect, it } from 'vitest'
import { decidePlacement, MAXIMUM_LOCATION_DEPTH } from './location.js'

const north = { id: 'north', kind: 'region' } as const
const hamburg = { id: 'hamburg', kind: 'site' } as const

describe('decidePlacement', () => {
  it('lets a location be a root, or stand below one as broad or broader', () => {
    expect(decidePlacement({ id: null, kind: 'building', height: 0, ancestors: [] })).toEqual({ ok: true })
    expect(decidePlacement({ id: null, kind: 'floor', height: 0, ancestors: [north] })).toEqual({ ok: true })
    expect(decidePlacement({ id: null, kind: 'site', height: 0, ancestors: [north, hamburg] })).toEqual({ ok: true })
  })

  it('does not put a region into a site', () => {
    expect(decidePlacement({ id: null, kind: 'region', height: 0, ancestors: [north, hamburg] })).toMatchObject({
      code: 'location.kind-too-broad',
    })
  })

  it('does not move a location into itself', () => {
    expect(decidePlacement({ id: 'north', kind: 'region', height: 1, ancestors: [north] })).toMatchObject({
      code: 'location.inside-itself',
    })
  })

  it('counts what hangs below it towards the depth', () => {
    const placement = { id: null, kind: 'floor', ancestors: [north, hamburg] } as const
    expect(decidePlacement({ ...placement, height: MAXIMUM_LOCATION_DEPTH - 3 })).toEqual({ ok: true })
    expect(decidePlacement({ ...placement, height: MAXIMUM_LOCATION_DEPTH - 2 })).toMatchObject({
      code: 'location.too-deep',
    })
  })
})
