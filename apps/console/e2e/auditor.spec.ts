import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { idOf, organizationOf, windowOf } from './demo.js'
import { settled } from './looks.js'

test('an auditor sees everything, exports it, and can change nothing', async ({ browser }) => {
  const page = await windowOf(browser, 'Auditor')
  const { id, slug } = await organizationOf(page)
  const room = await idOf(page, 'rooms', 'Board Alster')

  await page.goto(`/o/${slug}/rooms/${room}`)
  await settled(page)
  for (const name of ['Configure…', 'Activate licence…', 'Edit room…', 'More actions']) {
    await expect(page.getByRole('button', { name })).toHaveCount(0)
  }
  const refused = await page.request.patch(`/api/v1/organizations/${id}/rooms/${room}`, {
    data: { name: 'Changed' },
    headers: { 'if-match': '"1"', origin: new URL(page.url()).origin },
  })
  expect(refused.status()).toBe(403)

  await page.goto(`/o/${slug}/audit`)
  await settled(page)
  await expect(page.getByRole('list', { name: 'Audit' }).getByRole('listitem').first()).toBeVisible()

  await page.goto(`/o/${slug}/devices?sort=serial`)
  await settled(page)
  await expect(page.getByRole('button', { name: 'Add device' })).toHaveCount(0)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split(/\r?\n/)
  const rows = await page.locator('tr[data-row]').count()
  expect(lines).toHaveLength(rows + 1)
  expect(lines.join('\n')).toContain('SL5140-00271')
})
