import { expect, test } from '@playwright/test'
import { signInOf, windowOf } from './demo.js'
import { expectAccessible, photograph, settled } from './looks.js'

test('a wrong password is refused in words, the right one leads to the page that was wanted', async ({ browser }) => {
  const page = await windowOf(browser, null)
  const { email, password } = signInOf('IT admin')
  await page.goto('/o/nordwind-logistik/devices?state=online')
  await expect(page.getByRole('heading', { name: 'Sign in to Maestro' })).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(`${password}x`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').first()).toContainText('E-mail and password do not match')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/o/nordwind-logistik/devices?state=online')
  await settled(page)
  await expect(page.getByRole('button', { name: /^Online/ })).toHaveAttribute('aria-pressed', 'true')
})

test('the browser chooses the language, and the reader can change it', async ({ browser }) => {
  const page = await windowOf(browser, null, { language: 'de-DE' })
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { name: 'Bei Maestro anmelden' })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Sprache').selectOption('en')
  await expect(page.getByRole('heading', { name: 'Sign in to Maestro' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Sign in to Maestro' })).toBeVisible()
})
