import { expect, test } from '@playwright/test'
import { organizationOf, windowOf } from './demo.js'
import { expectAccessible, photograph, settled } from './looks.js'

test('a partner sees its own customers, works in one, and creates another', async ({ browser }) => {
  const page = await windowOf(browser, 'Partner')
  const { slug } = await organizationOf(page)
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Customers' })).toBeVisible()
  await settled(page)
  await photograph(page, 'partner-customers')
  await page.getByRole('link', { name: 'Nordwind Logistik' }).click()
  await expect(page.getByText('You are working in Nordwind Logistik, through a grant.')).toBeVisible()
  await settled(page)
  await expectAccessible(page)
  await photograph(page, 'partner-in-customer')

  await page.goto(`/o/${slug}/customers`)
  await page.getByRole('button', { name: 'Create customer' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create a customer' })
  const name = `Moorbach Werke ${Date.now() % 100_000}`
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByLabel('Owner’s name').fill('Malte Moor')
  await dialog.getByLabel('Owner’s e-mail').fill(`malte-${Date.now()}@moorbach.example`)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create customer' }).click()
  await expect(page.getByRole('dialog', { name: `${name} is created.` })).toContainText('Password')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Set up ${name}` })).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'first-steps')
})
