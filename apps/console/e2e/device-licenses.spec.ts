import { expect, type Page, test } from '@playwright/test'
import { aCompany, aLicenseKey, made, organizationOf, windowOf } from './demo.js'
import { expectAccessible, expectFitsPhone, expectNoSidewaysScroll, photograph, settled } from './looks.js'
import { type PretendBuilding, type PretendDevice, PretendFleet } from './pretend.js'

test.describe.configure({ mode: 'serial' })

const fleet = new PretendFleet()
const run = Date.now() % 1_000_000
const company = `Kontor ${run}`
let people: Awaited<ReturnType<typeof aCompany>>
let page: Page
let home: string
let building: PretendBuilding
let key: string
/** Pages to look at in every look. */
const seen: Record<string, string> = {}

test.beforeAll(async ({ browser }) => {
  people = await aCompany(browser, company)
  key = await aLicenseKey(browser, 2)
  page = await windowOf(browser, people.owner)
  home = `/o/${(await organizationOf(page)).slug}`
  building = await fleet.build(page, company, 3)
  await fleet.start(page)
})
test.afterAll(async () => {
  await fleet.stop()
  await page.context().close()
})

function device(index: number): PretendDevice {
  const found = building.devices[index]
  if (!found) throw new Error(`The building has no device ${index}`)
  return found
}

async function openLicenses({ id }: PretendDevice) {
  await page.goto(`${home}/devices/${id}?tab=licenses`)
  await settled(page)
}

const licenses = () => page.locator('section', { has: page.getByRole('heading', { name: 'Active licences' }) })

async function chooseDevice(dialogName: RegExp, name: string) {
  const dialog = page.getByRole('dialog', { name: dialogName })
  await dialog.getByRole('button', { name: 'To which device' }).click()
  await page.getByPlaceholder('Search').last().fill(name)
  await page.getByRole('option', { name }).click()
  return dialog
}

test('a licence is activated by key, and the device confirms it', async () => {
  await openLicenses(device(0))
  await page.getByRole('button', { name: 'Activate licence…' }).first().click()
  const dialog = page.getByRole('dialog', { name: /^Activate a licence on/ })
  await dialog.getByLabel('Licence key').fill(key)
  await dialog.getByRole('button', { name: 'Activate key' }).click()
  await expect(licenses()).toContainText('Dual screen')
  await expect(licenses()).toContainText('Confirmed on the device')
  await expectAccessible(page)
  await photograph(page, 'device-licenses-1-confirmed')
})

test('it is transferred to another device, and comes to be confirmed there', async () => {
  await page.getByRole('button', { name: 'Transfer Dual screen…' }).click()
  const dialog = await chooseDevice(/^Transfer Dual screen/, device(1).name)
  await expect(dialog).toContainText(`${device(1).name} gets Dual screen.`)
  await expectAccessible(page)
  await photograph(page, 'device-licenses-2-transfer')
  await dialog.getByRole('button', { name: `Transfer to ${device(1).name}` }).click()
  await expect(page.getByText('No licence is active on this device.')).toBeVisible()
  await openLicenses(device(1))
  await expect(licenses()).toContainText('Confirmed on the device')
})

test('one feature for many devices: who gets it is seen before, and what became of it after', async () => {
  await page.goto(`${home}/devices`)
  await settled(page)
  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  await page.getByRole('region', { name: 'Selected rows' }).getByRole('button', { name: 'Licence…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Licence for 3 devices' })
  await expect(dialog).toContainText('1 unit free')
  await expectAccessible(page)
  await photograph(page, 'device-licenses-3-many')
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await page.waitForURL('**/licenses/batches/*')
  await expect(page.getByRole('heading', { level: 1, name: 'Dual screen for 3 devices' })).toBeVisible()
  for (const view of [/^Gets it ?1$/, /^Has it already ?1$/, /^Not enough units ?1$/]) {
    await expect(page.getByRole('button', { name: view })).toBeVisible()
  }
  await page.getByRole('button', { name: /^Not enough units/ }).click()
  await expect(page.locator('tr[data-row]')).toHaveCount(1)
  await expectAccessible(page)
  await photograph(page, 'device-licenses-4-preview')
  seen['batch'] = new URL(page.url()).pathname
  await page.getByLabel('Why').fill('Guests bring their own screen')
  await page.getByRole('button', { name: 'Activate on 1 device' }).click()
  await expect(page.getByRole('region', { name: 'How far it is' })).toContainText('3 of 3 done')
  await expect(page.getByText('Finished')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Activated ?1$/ })).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'device-licenses-5-finished')
})

test('a batch leads to its own deployments only, and is found again in the list of batches', async () => {
  await page.getByRole('link', { name: 'See them on their way to the devices' }).click()
  const rows = page.getByRole('table', { name: 'Deployments' }).locator('tr[data-row]')
  await expect(page.getByText('Of a batch of licences')).toBeVisible()
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Guests bring their own screen')
  await expectAccessible(page)
  seen['batch-deployments'] = `${new URL(page.url()).pathname}${new URL(page.url()).search}`
  await rows.getByRole('link').click()
  await page.getByRole('link', { name: 'this batch of licences' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Dual screen for 3 devices' })).toBeVisible()
  await page.goto(`${home}/deployments?batch=${seen['batch']?.split('/').at(-1)}`)
  await page.getByRole('button', { name: /batch of licences/ }).click()
  await expect(rows).not.toHaveCount(1)

  await page.goto(`${home}/licenses/batches`)
  await settled(page)
  const batches = page.getByRole('table', { name: 'Many at once' }).locator('tr[data-row]')
  await expect(batches).toHaveCount(1)
  await expect(batches).toContainText('3 of 3 done')
  await expectAccessible(page)
  seen['batches'] = `${home}/licenses/batches`
  await batches.getByRole('link', { name: 'Dual screen for 3 devices' }).click()
  await expect(page.getByText('Finished')).toBeVisible()
})

test('a rule shows what it would do, and who waits for a unit', async () => {
  const deviceIds = building.devices.map(({ id }) => id)
  const group = await made(page, '/groups', { name: `Quay ${run}`, rule: null })
  const { id } = await organizationOf(page)
  const answer = await page.request.post(`/api/v1/organizations/${id}/groups/${group.id}/devices`, {
    data: { deviceIds },
    headers: { origin: new URL(page.url()).origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  await page.goto(`${home}/licenses/rules`)
  await settled(page)
  await page.getByRole('button', { name: 'Add rule' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add a licence rule' })
  await dialog.getByRole('button', { name: 'Group' }).click()
  await page.getByRole('option', { name: group.name }).click()
  await expect(dialog.getByRole('region', { name: 'What the rule would do' })).toContainText('3 devices in the group')
  await expectAccessible(page)
  await photograph(page, 'device-licenses-6-rule')
  await dialog.getByRole('button', { name: 'Add rule' }).click()
  const row = page.getByRole('row', { name: new RegExp(group.name) })
  await expect(row).toContainText('Applied')
  await row.getByRole('button', { name: '1 waits for units' }).click()
  await expect(page.getByRole('dialog', { name: /who waits/ }).getByRole('listitem')).toHaveCount(1)
  await expectAccessible(page)
  await photograph(page, 'device-licenses-7-waiting')
  await page.keyboard.press('Escape')
  await row.getByRole('button', { name: /^Pause/ }).click()
  await expect(row).toContainText('Paused')
  await expectAccessible(page)
})

test('a dead device is replaced by a new one, which takes over its place and its licence', async () => {
  await fleet.stop()
  const { id } = await organizationOf(page)
  const set = await page.request.post(`/api/v1/organizations/${id}/devices/${device(1).id}/configuration`, {
    data: { values: { 'display.monitors': 'Dual' } },
    headers: { origin: new URL(page.url()).origin, 'if-match': '*' },
  })
  expect(set.status()).toBe(202)
  await openLicenses(device(1))
  await expect(page.getByText('Offline').first()).toBeVisible()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Replace…' }).click()
  const sheet = page.getByRole('dialog', { name: `Replace ${device(1).name}` })
  await sheet.getByText('A new one', { exact: true }).click()
  await sheet.getByLabel('Serial').fill(`KONTOR-NEW-${run}`)
  await expectAccessible(page)
  await photograph(page, 'device-licenses-8-replace')
  await sheet.getByRole('button', { name: 'Preview' }).click()
  await expect(sheet.getByRole('definition').filter({ hasText: 'Dual screen' })).toBeVisible()
  await expect(sheet).toContainText('The old device is out of reach')
  await expect(sheet).toContainText(/What becomes different on the new devicedisplay\.monitors.*Dual/)
  await sheet.getByLabel(/^Why/).fill('Does not start any more')
  await expectAccessible(page)
  await photograph(page, 'device-licenses-9-replace-preview')
  await sheet.getByRole('button', { name: `Replace ${device(1).name}` }).click()
  const claim = page.getByRole('dialog', { name: `Connect ${device(1).name}` })
  await expect(claim).toContainText(`Claim code for KONTOR-NEW-${run}`)
  await expectAccessible(page)
  await claim.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText(`KONTOR-NEW-${run}`).first()).toBeVisible()
  await page.getByRole('button', { name: /^Licences/ }).click()
  await expect(licenses()).toContainText('Waits: the device has not connected yet')
  seen['new'] = `${new URL(page.url()).pathname}?tab=licenses`
  await photograph(page, 'device-licenses-10-replaced')
  await openLicenses(device(1))
  await expect(page.getByText('Taken back, not certain yet')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'device-licenses-11-unsettled')
})

test('they fit their window and are accessible in German, in the dark and on a phone', async ({ browser }) => {
  const other = await windowOf(browser, people.owner, { language: 'de-DE', dark: true })
  const old = `${home}/devices/${device(1).id}?tab=licenses`
  const paths = { rules: `${home}/licenses/rules`, old, ...seen }
  for (const [name, path] of Object.entries(paths)) {
    await other.goto(path)
    await settled(other)
    await expectAccessible(other)
    await expectNoSidewaysScroll(other)
    await photograph(other, `device-licenses-${name}-dark-de`)
    await expectFitsPhone(other, `device-licenses-${name}-phone-de`)
  }
  await other.context().close()
})
