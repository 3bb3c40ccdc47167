import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

declare global {
  interface Window {
    axe: typeof axe
  }
}

const folder = process.env['MAESTRO_E2E_PICTURES'] ?? join(import.meta.dirname, '../test-results/pictures')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Waits until what the page asked for is there, so that neither pictures nor checks see a skeleton, or what is about to be
 * replaced.
 */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await expect(page.getByRole('status', { name: /^(Loading|Wird geladen)$/ })).toHaveCount(0)
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
}

export async function photograph(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

/** WCAG 2.2 AA and axe's best practices; names every element that breaks a rule. */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(
    // What passes is not written down; no page of ours has a frame or a style sheet from elsewhere.
    (tags) => window.axe.run({ runOnly: tags, resultTypes: ['violations'], preload: false, iframes: false }),
    rules,
  )
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

/** Nothing sticks out of the page sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  // A window that has just become narrow is drawn anew first.
  await expect.poll(excess).toBeLessThanOrEqual(0)
}

/** The page that is open, as a phone shows it: the same elements, so its width is what can go wrong. */
export async function expectFitsPhone(page: Page, picture: string): Promise<void> {
  const wide = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await photograph(page, picture)
  if (wide) await page.setViewportSize(wide)
}
