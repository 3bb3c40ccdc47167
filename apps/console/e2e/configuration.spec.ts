import { expect, type Locator, type Page, test } from '@playwright/test'
import { organizationOf, windowOf } from './demo.js'
import { expectAccessible, photograph, settled } from './looks.js'
import { type PretendBuilding, PretendFleet } from './pretend.js'

test.describe.configure({ mode: 'serial' })

const fleet = new PretendFleet()
const run = Date.now() % 1_000_000
const profileName = `Huddle standard ${run}`
let page: Page
let home: string
let building: PretendBuilding
let deployment: string

test.beforeAll(async ({ browser }) => {
  page = await windowOf(browser, 'IT admin')
  home = `/o/${(await organizationOf(page)).slug}`
  building = await fleet.build(page, `Kontorhaus ${run}`, 6)
  await fleet.start(page, { [second().serial]: 'refuses' })
})
test.afterAll(async () => {
  await fleet.stop()
  await page.context().close()
})

function device(index: number) {
  const found = building.devices[index]
  if (!found) throw new Error(`The building has no device ${index}`)
  return found
}
const second = () => device(1)

const ring = (number: number) =>
  page
    .getByRole('list', { name: 'Rings of this deployment' })
    .getByRole('listitem')
    .nth(number - 1)
const openTab = (name: RegExp) => page.getByRole('group', { name: /Parts of|Views of/ }).getByRole('button', { name })

async function chosen(dialog: Locator, what: string, name: string | RegExp) {
  await dialog.getByLabel(what).click()
  await page.getByRole('option', { name }).click()
}

async function waitForDraft() {
  await page.waitForURL('**/deployments/*')
  await expect(page.getByRole('heading', { level: 1, name: /^Send to/ })).toBeVisible()
}

test('she makes a profile, as a form and as text, and locks a value', async () => {
  await page.goto(`${home}/configuration`)
  await settled(page)
  await page.getByRole('button', { name: 'Create profile' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Create a profile' })
  await dialog.getByLabel('Name', { exact: true }).fill(profileName)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create profile' }).click()
  await expect(page.getByRole('heading', { level: 1, name: profileName })).toBeVisible()

  await page.getByLabel('Find a setting…').fill('standby.delayMinutes')
  await page.getByRole('spinbutton', { name: 'Standby after' }).fill('999')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'between 1 and 480' })).toBeVisible()
  await page.getByRole('spinbutton', { name: 'Standby after' }).fill('15')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Lock Standby after' }).click()
  await page.getByText('YAML', { exact: true }).click()
  const editor = page.getByRole('textbox', { name: 'The profile as YAML' })
  await expect(editor).toContainText('standby.delayMinutes: 15')
  await photograph(page, 'configuration-1-text')
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(
    'values:\n  standby.delayMinutes: 15\n  display.monitors: Singl\nlocked:\n  - standby.delayMinutes\n',
  )
  await expect(page.getByText('Line 3:')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(
    'values:\n  standby.delayMinutes: 15\n  display.monitors: Single\nlocked:\n  - standby.delayMinutes\n',
  )
  await expect(page.getByText('No mistakes found.')).toBeVisible()
  await page.getByRole('button', { name: 'Review and save…' }).click()
  await expect(page.getByRole('table', { name: 'What changes in the profile' })).toContainText('locked')
  await expectAccessible(page)
  await photograph(page, 'configuration-2-save')
  await page.getByRole('button', { name: 'Save version 2' }).click()
  await expect(page.getByText('Version 2 is saved.')).toBeVisible()
})

test('she assigns it to a building; nothing is sent by that', async () => {
  await openTab(/^Assignments/).click()
  await page.getByRole('button', { name: 'Assign…' }).click()
  const dialog = page.getByRole('dialog', { name: /^Assign/ })
  await chosen(dialog, 'Which', building.name)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Assign profile' }).click()
  await expect(page.getByText('On 0 of 6 devices')).toBeVisible()
  await photograph(page, 'configuration-3-assigned')
})

test('a device of the building says what waits for a deployment', async () => {
  await page.goto(`${home}/devices/${device(0).id}?tab=configuration`)
  await settled(page)
  await expect(page.getByRole('region', { name: '2 changes wait for a deployment' })).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'configuration-4-pending')
})

test('the preview shows what each device would get, and the plan is made in three rings', async () => {
  await page.goto(`${home}/configuration`)
  await page.getByRole('link', { name: profileName }).click()
  await page.getByRole('button', { name: 'Deploy…' }).click()
  await waitForDraft()
  await expect(page.getByRole('table', { name: 'What will change' })).toContainText('standby.delayMinutes')
  await page.getByText('By hand', { exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Rings' })
  for (const [index, count] of ['1', '2'].entries()) {
    await dialog.getByLabel('Size').nth(index).selectOption('count')
    await dialog.getByLabel('How many').nth(index).fill(count)
    await dialog.getByLabel('Then waits (minutes)').nth(index).fill('0')
    await dialog.getByLabel('After devices done').nth(index).fill('1')
  }
  await expectAccessible(page)
  await photograph(page, 'configuration-5-rings')
  await dialog.getByRole('button', { name: 'Use these rings' }).click()
  await page.getByLabel('Why (goes into the audit)').fill('Energy saving in small rooms')
  await expect(page.getByRole('button', { name: 'Send to 6 devices' })).toBeEnabled()
  await expect(page.getByRole('row', { name: second().name })).toContainText('Early')
  await expectAccessible(page)
  await photograph(page, 'configuration-6-preview')
})

test('a ring with too many failures stops the deployment by itself', async () => {
  await page.getByRole('button', { name: 'Send to 6 devices' }).click()
  await expect(page.getByText('Stopped by itself')).toBeVisible()
  deployment = page.url()
  await expect(ring(1)).toContainText('Passed')
  await expect(ring(2)).toContainText('Stopped')
  await expect(ring(3)).toContainText('Not opened')
  await page.getByRole('button', { name: 'Show devices' }).first().click()
  await expect(page.getByRole('table', { name: 'Devices of this deployment' })).toContainText(second().name)
  await expect(page).toHaveURL(/target=failed/)
  await expectAccessible(page)
  await photograph(page, 'configuration-7-stopped')
})

test('once the room is repaired she retries, and the rings go on by themselves to the end', async () => {
  await fleet.stop()
  await fleet.start(page)
  await page.goto(deployment.split('?')[0] ?? deployment)
  await settled(page)
  await page.getByRole('button', { name: 'Retry failed' }).click()
  await expect(page.getByText('Stopped by itself')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeHidden()
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible()
  await expect(ring(3)).toContainText('3 confirmed')
  await photograph(page, 'configuration-8-finished')
  await page.goto(`${home}/devices/${device(0).id}?tab=configuration`)
  await settled(page)
  await page.getByRole('button', { name: `${building.name} · locked` }).click()
  await expect(page.getByRole('dialog', { name: /comes from/ })).toContainText(`Locked by ${profileName}`)
  await expectAccessible(page)
  await photograph(page, 'configuration-9-stack')
  await page.keyboard.press('Escape')
})

test('a device may not override the lock, and is told which one it is', async () => {
  await page.getByRole('button', { name: 'Configure…' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Find a setting…').fill('standby.delayMinutes')
  await expect(sheet.getByRole('spinbutton', { name: 'Standby after' })).toBeDisabled()
  await expect(sheet.getByText(`Locked by ${profileName} (${building.name}). It cannot be changed here.`)).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'configuration-9b-locked')
  const { id } = await organizationOf(page)
  const refused = await page.request.post(`/api/v1/organizations/${id}/devices/${device(0).id}/configuration/preview`, {
    data: { values: { 'standby.delayMinutes': 30 } },
    headers: { origin: new URL(page.url()).origin },
  })
  expect(refused.status()).toBe(422)
  expect(await refused.text()).toContain(profileName)
  await page.keyboard.press('Escape')
})

test('what somebody changes in a room is shown as drift, and enforced', async () => {
  await fleet.stop()
  await fleet.start(page, {}, ['--drift-rate', '1'])
  const { id } = await organizationOf(page)
  const ours = building.devices.map((one) => one.id).join(',')
  const drifted = async () => {
    const answer = await page.request.get(`/api/v1/organizations/${id}/drift?deviceId=${ours}`)
    return ((await answer.json()) as { items: unknown[] }).items.length
  }
  await expect.poll(drifted, { timeout: 120_000, intervals: [2000] }).toBeGreaterThan(0)
  await fleet.stop()
  await fleet.start(page)
  await page.goto(`${home}/configuration/drift?deviceId=${ours.replaceAll(',', '%2C')}`)
  await settled(page)
  await expect(page.getByRole('table', { name: 'Drift' })).toContainText('Changed on the device')
  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  await photograph(page, 'configuration-11-drift')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Enforce…' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText(/^Sent again to/)).toBeVisible()
  await expect.poll(drifted).toBe(0)
})

test('she rolls back, and each device has again what it had', async () => {
  await page.goto(deployment.split('?')[0] ?? deployment)
  await settled(page)
  await page.getByRole('button', { name: 'Roll back…' }).click()
  await expect(page.getByText('The way back is prepared')).toBeVisible()
  await waitForDraft()
  await photograph(page, 'configuration-10-rollback')
  await page.getByRole('button', { name: 'Send to 6 devices' }).click()
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible()
  await expect(ring(1)).toContainText('6 confirmed')
})

test('when two people edit one profile, the second sees both versions and loses nothing', async ({ browser }) => {
  await page.goto(`${home}/configuration`)
  await page.getByRole('link', { name: profileName }).click()
  await page.waitForURL('**/profiles/*')
  await settled(page)
  const other = await windowOf(browser, 'IT admin')
  await other.goto(page.url())
  await settled(other)
  await page.getByRole('spinbutton', { name: 'Standby after' }).fill('20')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Review and save…' }).click()
  const save = page.getByRole('button', { name: 'Save version 3' })
  await expect(save).toBeEnabled()
  await other.getByRole('spinbutton', { name: 'Standby after' }).fill('25')
  await other.keyboard.press('Enter')
  await other.getByRole('button', { name: 'Review and save…' }).click()
  await other.getByRole('button', { name: 'Save version 3' }).click()
  await expect(other.getByText('Version 3 is saved.')).toBeVisible()
  await expect(page.getByText('Version 3 was saved meanwhile')).toBeAttached()
  await save.click()
  const conflict = page.getByRole('dialog', { name: `Two people changed ${profileName}` })
  await expect(conflict).toContainText('25')
  await conflict.getByLabel(/^Yours/).check()
  await expectAccessible(page)
  await photograph(page, 'configuration-12-conflict')
  await conflict.getByRole('button', { name: 'Go on with these values' }).click()
  await page.getByRole('button', { name: 'Review and save…' }).click()
  await page.getByRole('button', { name: 'Save version 4' }).click()
  await expect(page.getByText('Version 4 is saved.')).toBeVisible()
  await other.context().close()
})
