import { expect, it } from 'vitest'
import { unusableUnits } from './unusable-units.js'

const units = { purchased: 5, over: 0, assigned: 2, reserved: 0, transferred: 0, free: 2 }

it('says how many units are neither in use nor free', () => {
  expect(unusableUnits(units)).toBe(1)
  expect(unusableUnits({ ...units, reserved: 1 })).toBe(0)
  expect(unusableUnits({ ...units, transferred: 1 })).toBe(0)
})

it('does not take what is over in one pool for what is left in another', () => {
  expect(unusableUnits({ purchased: 4, over: 2, assigned: 4, reserved: 0, transferred: 0, free: 2 })).toBe(0)
  expect(unusableUnits({ purchased: 4, over: 2, assigned: 4, reserved: 0, transferred: 0, free: 0 })).toBe(2)
})
