import { expect, test } from '@playwright/test'
import { made, organizationOf, windowOf } from './demo.js'
import { expectAccessible, expectFitsPhone, expectNoSidewaysScroll, photograph, settled } from './looks.js'

const run = Date.now() % 1_000_000
const DAY = 86_400_000
const DAYS = 14
/** Of which the demo's operator has no units, so that a unit in use is one of these pools. */
const features = ['registration-business', 'registration-enterprise'] as const

test('a forecast of many days is read day by day, in every look', async ({ browser }) => {
  const operator = await windowOf(browser, 'Operator')
  for (let number = 1; number <= DAYS; number++) {
    const featureKey = features[number % features.length] ?? features[0]
    const device = await made(operator, '/devices', {
      modelKey: 'gtm-5250',
      serial: `E2E-FORECAST-${run}-${number}`,
      name: `Forecast ${run} ${number}`,
    })
    const validUntil = new Date(Date.now() + number * 11 * DAY).toISOString()
    await made(operator, '/licenses/pools', { featureKey, units: 1, validUntil, graceDays: 7 })
    await made(operator, `/devices/${device.id}/activations`, { featureKey })
  }
  const path = `/o/${(await organizationOf(operator)).slug}/licenses/forecast`
  await operator.context().close()
  for (const { suffix, ...look } of [{ suffix: '' }, { suffix: '-dark-de', language: 'de-DE', dark: true }] as const) {
    const page = await windowOf(browser, 'Operator', look)
    await page.goto(path)
    await settled(page)
    const days = page.getByRole('list', { name: /^(Days on which|Tage, an denen)/ }).getByRole('listitem')
    await expect(days).toHaveCount(DAYS)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await photograph(page, `forecast-dense${suffix}`)
    if (suffix) await expectFitsPhone(page, 'forecast-dense-phone-de')
    await page.context().close()
  }
})
