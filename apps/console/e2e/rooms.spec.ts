import { expect, type Page, test } from '@playwright/test'
import { aCompany, made, organizationOf, windowOf } from './demo.js'
import { expectAccessible, expectNoSidewaysScroll, photograph, settled } from './looks.js'

const run = Date.now() % 1_000_000

const hours = (page: Page) => page.locator('dl').filter({ hasText: 'Office hours' })

async function edit(page: Page) {
  await page.getByRole('button', { name: 'Edit room…' }).click()
  return page.getByRole('dialog', { name: /^Edit/ })
}

test('office hours are entered with the usual week, changed for a day, refused when wrong, and cleared', async ({
  browser,
}) => {
  const { owner } = await aCompany(browser, `Hours ${run}`)
  const page = await windowOf(browser, owner)
  const home = `/o/${(await organizationOf(page)).slug}`
  const room = await made(page, '/rooms', { name: 'Kaispeicher', timeZone: 'Asia/Tokyo' })
  await page.goto(`${home}/rooms/${room.id}`)
  await settled(page)

  const first = await edit(page)
  await first.getByRole('button', { name: 'Mon–Fri 08:00–18:00' }).click()
  await first.getByLabel('Friday to').fill('14:00')
  await expectAccessible(page)
  await first.getByRole('group', { name: 'Office hours' }).scrollIntoViewIfNeeded()
  await photograph(page, 'room-hours')
  await first.getByRole('button', { name: 'Save' }).click()
  await expect(hours(page)).toContainText('Mon–Thu 08:00–18:00, Fri 08:00–14:00')

  const wrong = await edit(page)
  await wrong.getByLabel('Monday to').fill('07:00')
  await wrong.getByRole('button', { name: 'Save' }).click()
  await expect(wrong.getByText('They run from 08:00 to 07:00 on a day.').first()).toBeVisible()
  await wrong.getByRole('checkbox', { name: 'Monday' }).uncheck()
  await wrong.getByRole('button', { name: 'Save' }).click()
  await expect(hours(page)).toContainText('Tue–Thu 08:00–18:00, Fri 08:00–14:00')

  const phone = await windowOf(browser, owner, { language: 'de-DE', phone: true })
  await phone.goto(`${home}/rooms/${room.id}`)
  await phone.getByRole('button', { name: 'Raum bearbeiten …' }).click()
  await phone.getByRole('group', { name: 'Bürozeiten' }).scrollIntoViewIfNeeded()
  await expectNoSidewaysScroll(phone)
  await photograph(phone, 'room-hours-phone-de')
  await phone.context().close()

  const last = await edit(page)
  await last.getByRole('button', { name: 'Clear' }).click()
  await last.getByRole('button', { name: 'Save' }).click()
  await expect(hours(page)).toContainText('none')
  await page.goto(`${home}/audit`)
  await expect(page.getByText('Changed room Kaispeicher').first()).toBeVisible()
  await page.getByText('Changed room Kaispeicher').first().click()
  await expect(page.getByRole('table').filter({ hasText: 'officeHours' })).toContainText('Tue–Thu 08:00–18:00')
  await page.context().close()
})
