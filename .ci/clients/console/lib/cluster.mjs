// The overview, the brokers, and what moves.
import assert from 'node:assert/strict'
import { leave } from './browser.mjs'
import { eventually } from '../../kafkajs/lib/checks.mjs'

export async function clusterChecks({ check, open }) {
  await check('the overview counts, and says how the cluster is', async () => {
    const page = await open('/')
    await page.getByText('All is well').waitFor()
    assert.match(await page.locator('.facts').innerText(), /10,\d{3}/)
    await leave(page)
  })

  await check('the charts of the overview live', async () => {
    const page = await open('/')
    await page.locator('.chart').first().waitFor()
    assert.equal(await page.locator('.chart canvas').count(), 6)
    const records = page.locator('.chart', { hasText: 'Records' }).locator('.legend-1 b')
    await eventually('records that come in', async () => /^[1-9]/.test(await records.innerText()))
    await leave(page)
  })

  await check('a tab that nobody sees asks for nothing', async () => {
    const page = await open('/')
    await page.getByText('All is well').waitFor()
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    let asked = 0
    page.on('request', () => asked++)
    await page.waitForTimeout(4500)
    assert.equal(asked, 0)
    await page.evaluate(() => {
      delete document.hidden
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await eventually('the tab to ask again', () => asked > 0)
    await leave(page)
  })

  await check('a broker shows its folders', async () => {
    const page = await open('/brokers')
    await page.getByRole('link', { name: 'Broker 1' }).click()
    await page.getByRole('heading', { name: 'Folders' }).waitFor()
    await leave(page)
  })

  await check('the cluster shows its brokers, what moves and what is planned', async () => {
    const page = await open('/cluster')
    await page.getByRole('link', { name: 'Broker 1' }).waitFor()
    await page.getByText('Nothing moves.').waitFor()
    await page.getByText('Every broker has its share').waitFor()
    await leave(page)
  })

  await check('a setting of a broker is edited', async () => {
    const page = await open('/brokers/1/settings')
    await page.getByRole('searchbox').fill('log.cleaner.threads')
    await page.getByRole('button', { name: 'Edit log.cleaner.threads' }).click()
    await page.getByLabel('Value').fill('2')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('tr', { hasText: 'log.cleaner.threads' }).getByText('this broker').waitFor()
    await leave(page)
  })
}
