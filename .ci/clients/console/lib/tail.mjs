// The live tail: a record is there within a second, and a pause holds what comes.
import assert from 'node:assert/strict'
import { leave } from './browser.mjs'

const LIMIT_MS = 1000

export async function tailChecks({ check, open, producer }) {
  await check('a live tail shows a record within a second of its production', async () => {
    const page = await open('/topics/orders/messages?from=live&key=tail-me')
    await page.locator('.live[data-state=live]').waitFor()
    for (const key of ['tail-me-1', 'tail-me-2', 'tail-me-3']) {
      const before = Date.now()
      await producer.send({ topic: 'orders', messages: [{ key, value: 'now' }] })
      await page.locator('.message', { hasText: key }).waitFor()
      const took = Date.now() - before
      assert.ok(took < LIMIT_MS, `it took ${took} ms`)
    }
    assert.equal(await page.locator('.message').count(), 3)
    await leave(page)
  })

  await check('a paused tail holds what comes and shows it afterwards', async () => {
    const page = await open('/topics/orders/messages?from=live&key=while-paused')
    await page.locator('.live[data-state=live]').waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await producer.send({ topic: 'orders', messages: [{ key: 'while-paused', value: 'held' }] })
    await page.getByText('Paused, 1 waiting').waitFor()
    assert.equal(await page.locator('.message').count(), 0)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.locator('.message', { hasText: 'while-paused' }).waitFor()
    await leave(page)
  })
}
