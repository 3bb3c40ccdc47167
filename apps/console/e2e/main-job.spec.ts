import { expect, type Page, test } from '@playwright/test'
import { demoLicenseKey, idOf, organizationOf, windowOf } from './demo.js'
import { expectAccessible, photograph, settled } from './looks.js'
import { PretendFleet } from './pretend.js'

test.describe.configure({ mode: 'serial' })

/** Devices of her own, beside those of the demo. */
const fleet = new PretendFleet()
let page: Page
let home: string

test.beforeAll(async ({ browser }) => {
  page = await windowOf(browser, 'IT admin')
  home = `/o/${(await organizationOf(page)).slug}`
})
test.afterAll(async () => {
  await fleet.stop()
  await page.context().close()
})

async function openRoom(name: string) {
  await page.goto(`${home}/rooms/${await idOf(page, 'rooms', name)}`)
  await settled(page)
}

async function draft(find: string, control: RegExp, value: string) {
  await page.getByRole('button', { name: 'Configure…' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Find a setting…').fill(find)
  await sheet.getByRole('combobox', { name: control }).selectOption(value)
  await sheet.getByRole('button', { name: 'Preview' }).click()
  return sheet
}

const progress = () => page.getByRole('region', { name: 'Change under way' })

test('an admin sees what needs her, her rooms and her devices', async () => {
  await page.goto(home)
  await settled(page)
  await expect(page.getByRole('heading', { name: 'Needs a person' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'The fleet' }).getByRole('link', { name: /^Rooms/ })).toBeVisible()
  await photograph(page, 'tour-1-overview')
})

test('she opens a room and sees its device live', async () => {
  await openRoom('Huddle Elbe')
  await expect(page.getByText('Online').first()).toBeVisible()
  for (const fact of ['SL5140-00271', '5.10.0', 'Business', 'GTm 5140']) {
    await expect(page.getByText(fact).first()).toBeVisible()
  }
  await expect(page.getByRole('img', { name: /The set-up of Huddle Elbe/ })).toBeVisible()
  await expect(page.getByText('Not licensed').first()).toBeVisible()
  await photograph(page, 'tour-2-room')
})

test('dual screen is refused for want of a licence, by its name', async () => {
  const sheet = await draft('display.monitors', /Screens in use/, 'Dual')
  const refusal = sheet.getByRole('alert').filter({ hasText: 'This cannot be sent' })
  await expect(refusal).toContainText('Dual screen')
  await expectAccessible(page)
  await photograph(page, 'tour-3-refused')
})

test('a mistyped key is told from an unknown one, and the right one activates', async () => {
  await page.getByRole('dialog').getByRole('button', { name: 'Activate licence…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Activate a licence on Huddle Elbe' })
  const key = demoLicenseKey()
  const wrong = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`
  await dialog.getByLabel('Licence key').fill(wrong)
  await expect(dialog.getByRole('alert')).toContainText('Mistyped')
  await dialog.getByLabel('Licence key').fill('0'.repeat(20))
  await dialog.getByRole('button', { name: 'Activate key' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Unknown key')
  await expectAccessible(page)
  await photograph(page, 'tour-4-license-key')
  await dialog.getByLabel('Licence key').fill(key)
  await dialog.getByRole('button', { name: 'Activate key' }).click()
  await expect(page.getByText('Dual screen is active on Huddle Elbe.')).toBeVisible()
})

test('the preview shows before and after, and the change comes back confirmed by itself', async () => {
  const sheet = page.getByRole('dialog', { name: 'Send to 1 device' })
  await expect(sheet.getByRole('table', { name: 'What will change' })).toContainText('Dual')
  await expect(sheet.getByText('The device is online and not in a call')).toBeVisible()
  await sheet.getByLabel(/Why/).fill('Second screen for remote guests')
  await expectAccessible(page)
  await photograph(page, 'tour-5-preview')
  await sheet.getByRole('button', { name: 'Send to 1 device' }).click()
  await expect(progress()).toContainText('after it was sent')
  await expect(page.getByRole('list', { name: 'What happened' })).toContainText('Confirmed display.monitors')
  await expect(page.getByRole('table', { name: 'Configuration in effect' })).toContainText('Dual')
  await photograph(page, 'tour-6-confirmed')
})

test('a device that refuses a value fails with its own reason, and can be tried again', async () => {
  await openRoom('Huddle Wandse')
  const sheet = await draft('display.monitors', /Screens in use/, 'Single')
  await sheet.getByRole('button', { name: 'Send to 1 device' }).click()
  await expect(progress()).toContainText('Failed')
  await expect(progress()).toContainText('The device refused it')
  await expect(progress().getByRole('button', { name: 'Try again' })).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'tour-7-failed')
})

test('the audit tells every step, with what was before and after', async () => {
  await page.goto(`${home}/audit`)
  await settled(page)
  const entries = page.getByRole('list', { name: 'Audit' })
  for (const sentence of [
    /confirmed display\.monitors/,
    /Sent display\.monitors/,
    /Activated Dual screen on Huddle Elbe/,
    /Change refused on Huddle Elbe/,
  ]) {
    await expect(entries.getByRole('button', { name: sentence }).first()).toBeVisible()
  }
  await entries.getByRole('button', { name: /Changed display\.monitors .*Huddle Elbe/ }).click()
  await expect(entries.getByRole('table')).toContainText('Dual')
  await expect(entries.getByText('Second screen for remote guests').first()).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'tour-8-audit')
})

test('registration and firmware are shown and filtered for linked and recorded devices alike', async () => {
  await page.goto(`${home}/devices`)
  await settled(page)
  await page.getByRole('button', { name: 'Registration', exact: true }).click()
  await page.getByRole('option', { name: /H\.323/ }).click()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/registration=h323/)
  await expect(page.locator('tr[data-row]')).toHaveCount(1)
  await expect(page.getByRole('row', { name: /Lobby/ })).toContainText('Recorded by hand')
  await photograph(page, 'tour-9-filtered')
})

test('a device that comes and goes gets its change when it is back', async () => {
  const { name } = await fleet.build(page, `Bootshaus ${Date.now() % 1_000_000}`, 1)
  await fleet.start(page)
  await fleet.stop()
  await openRoom(`${name} 1`)
  await expect(page.getByText('Offline').first()).toBeVisible()
  const sheet = await draft('ui.language', /^Language/, 'German')
  await expect(sheet.getByText('waits: offline')).toBeVisible()
  await sheet.getByRole('button', { name: 'Send to 1 device' }).click()
  await expect(progress()).toContainText('It gets the change when it comes back')
  await photograph(page, 'tour-10-waiting')
  await fleet.start(page)
  await expect(progress()).toContainText('after it was sent')
  await fleet.stop()
})

test('a device that never answers fails with what was tried', async () => {
  test.setTimeout(420_000)
  await openRoom('Huddle Alster')
  const sheet = await draft('ui.language', /^Language/, 'German')
  await sheet.getByRole('button', { name: 'Send to 1 device' }).click()
  await expect(progress()).toContainText(/No answer after [12] of 3 tries/, { timeout: 120_000 })
  await expect(progress()).toContainText('the device never answered', { timeout: 300_000 })
  await photograph(page, 'tour-11-no-answer')
})
