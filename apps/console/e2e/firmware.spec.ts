import { expect, type Page, test } from '@playwright/test'
import { made, organizationOf, windowOf } from './demo.js'
import { expectAccessible, settled } from './looks.js'
import { type PretendBuilding, PretendFleet } from './pretend.js'

test.describe.configure({ mode: 'serial' })

const fleet = new PretendFleet()
const run = Date.now() % 1_000_000
let page: Page
let home: string
let building: PretendBuilding

test.beforeAll(async ({ browser }) => {
  page = await windowOf(browser, 'IT admin')
  home = `/o/${(await organizationOf(page)).slug}`
  building = await fleet.build(page, `Speicher ${run}`, 1)
  const values = { 'standby.deepSleep': 'On', 'ui.theme': 'Night' }
  const profile = await made(page, '/profiles', { name: `Night rest ${run}`, values })
  await made(page, '/assignments', { profileId: profile.id, scopeKind: 'location', scopeId: building.id })
})
test.afterAll(async () => {
  await fleet.stop()
  await page.context().close()
})

const device = () => building.devices[0]?.id ?? ''

async function configure(of: Page) {
  await of.goto(`${home}/devices/${device()}?tab=configuration`)
  await settled(of)
  await of.getByRole('button', { name: /Configure…|Konfigurieren …/ }).click()
  return of.getByRole('dialog')
}

test('a device that has not said what it runs may be given everything, and what may be missing is marked', async () => {
  const sheet = await configure(page)
  await sheet.getByLabel('Find a setting…').fill('standby.deepSleep')
  await expect(sheet).toContainText('since firmware 5.11')
  await expect(sheet).toContainText('firmware not known: may be missing')
  await expectAccessible(page)
  await sheet.getByLabel('Deep sleep').selectOption('Off')
  await sheet.getByRole('button', { name: 'Preview' }).click()
  await expect(sheet).toContainText('Exists since firmware 5.11. The device has not said what it runs')
})

test('once it has, the form has what its firmware has, and says from which on', async ({ browser }) => {
  await fleet.start(page)
  const sheet = await configure(page)
  await sheet.getByLabel('Find a setting…').fill('content.airplay.mode')
  await expect(sheet).toContainText('since firmware 5.9')
  await expect(sheet).not.toContainText('may be missing')
  for (const gone of ['standby.deepSleep', 'content.proximity.enabled']) {
    await sheet.getByLabel('Find a setting…').fill(gone)
    await expect(sheet).toContainText('No setting matches')
  }
  const german = await windowOf(browser, 'IT admin', { language: 'de-DE' })
  const blatt = await configure(german)
  await blatt.getByRole('searchbox').fill('content.airplay.mode')
  await expect(blatt).toContainText('ab Firmware 5.9')
  await german.context().close()
})

test('what a profile sets and the firmware lacks is shown on the device and in the preview', async () => {
  await page.goto(`${home}/devices/${device()}?tab=configuration`)
  await settled(page)
  const lacking = page.getByRole('region', { name: '1 value is not on this firmware' })
  await expect(lacking).toContainText('standby.deepSleep')
  await expect(lacking).toContainText('since firmware 5.11')
  const pending = page.getByRole('region', { name: '1 change waits for a deployment' })
  await expect(pending).toContainText('ui.theme')
  await expectAccessible(page)
  await pending.getByRole('button', { name: 'Deploy…' }).click()
  await page.waitForURL('**/deployments/*')
  await expect(page.getByRole('table', { name: 'What will change' })).toContainText(
    'standby.deepSleep left out: not on this firmware (since firmware 5.11)',
  )
})

test('a profile says beside a setting from which firmware on it exists', async () => {
  await page.goto(`${home}/configuration`)
  await page.getByRole('link', { name: `Night rest ${run}` }).click()
  await page.getByLabel('Find a setting…').fill('standby.deepSleep')
  await expect(page.locator('[data-setting="standby.deepSleep"]')).toContainText('since firmware 5.11')
})
