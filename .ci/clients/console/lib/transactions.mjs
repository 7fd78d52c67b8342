// A transaction that stays open is found, and ended.
import { leave } from './browser.mjs'

export async function transactionChecks({ check, open }) {
  await check('an open transaction shows where it wrote, and is aborted', async () => {
    const page = await open('/transactions')
    await page.getByRole('link', { name: 'payments-7' }).click()
    await page.locator('.facts').getByText('ongoing').waitFor()
    await page.getByRole('link', { name: 'payments' }).first().waitFor()
    await page.getByRole('button', { name: 'Abort' }).click()
    await page.getByLabel(/to confirm/).fill('payments-7')
    await page.getByRole('button', { name: 'Abort it' }).click()
    await page.locator('.facts').getByText('empty').waitFor()
    await leave(page)
  })
}
