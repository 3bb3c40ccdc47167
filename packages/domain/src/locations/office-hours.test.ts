import { expect, it } from 'vitest'
import { decideOfficeHours } from './office-hours.js'

const on = (day: number, from = '08:00', to = '18:00') => ({ day, from, to })

it.each([
  ['no hours', [], true],
  ['a day', [on(1)], true],
  ['days with hours of their own', [on(1), on(5, '08:00', '14:00'), on(2)], true],
  ['a minute', [on(7, '23:58', '23:59')], true],
])('lets %s be', (_, week, ok) => {
  expect(decideOfficeHours(week)).toEqual({ ok })
})

it.each([
  ['hours that end as they begin', [on(1, '08:00', '08:00')], 'room.office-hours-backwards', { day: 1 }],
  ['hours that end before they begin', [on(1), on(2, '18:00', '08:00')], 'room.office-hours-backwards', { day: 2 }],
  ['a day that is named twice', [on(1), on(2), on(1, '19:00', '20:00')], 'room.office-hours-twice', { day: 1 }],
])('refuses %s', (_, week, code, params) => {
  expect(decideOfficeHours(week)).toMatchObject({ ok: false, code, params })
})
