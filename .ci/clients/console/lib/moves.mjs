// The page of a cluster of two brokers: one is drained, and what has to move is moved at a word.
import assert from 'node:assert/strict'
import kafkajs from 'kafkajs'
import { eventually } from '../../kafkajs/lib/checks.mjs'
import { freePort, startBroker } from './broker.mjs'
import { leave, startBrowser } from './browser.mjs'
import { seriousFaults } from './everywhere.mjs'
import { settled } from './pages.mjs'

const PARTITIONS = 4
const LIMIT_MS = 150_000 // two brokers and a browser start first

export async function moveChecks({ check }, weir) {
  await check('a broker is drained, its partitions are moved when somebody says so, and it stays after all', async () => {
    const { brokers, stop } = await startTwo(weir)
    const browser = await startBrowser(brokers[0].console)
    try {
      const leaving = await fillSecond(brokers[0].bootstrap)
      const page = await browser.open('/cluster')
      await page.getByRole('button', { name: 'Drain broker 2' }).click()
      await page.getByRole('dialog').getByText('It is given nothing new').waitFor()
      await page.getByRole('button', { name: 'Drain it' }).click()
      await page.getByText('Broker 2 is drained:').waitFor()
      const planned = page.locator('.panel', { hasText: 'Planned' })
      await page.reload()
      await planned.locator('tr', { hasText: 'leaving' }).first().waitFor()
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme })
        await settled(page)
        const faults = await seriousFaults(page)
        assert.ok(faults.length === 0, faults.join('; '))
      }
      await page.getByRole('button', { name: 'Start moving' }).click()
      await page.getByRole('dialog').getByText(/The first of \d+ moves begin at once/).waitFor()
      await page.getByRole('button', { name: 'Start', exact: true }).click()
      await planned.getByText(/^\d+ moves begun/).waitFor()
      await eventually('nothing of the topic to be on broker 2', async () => (await leaving()) === 0)
      await page.getByRole('button', { name: 'Keep broker 2' }).click()
      await page.getByText('Broker 2 stays.').waitFor()
      await leave(page)
      assert.deepEqual(browser.faults, [])
    } finally {
      await browser.close()
      await stop()
    }
  }, LIMIT_MS)
}

// Two brokers of one cluster; nothing moves unless somebody says so.
async function startTwo(weir) {
  const internal = [await freePort(), await freePort()]
  const brokers = []
  for (const [i, port] of internal.entries()) {
    const joins = i === 0 ? {} : { 'process.roles': 'broker', 'controller.quorum.bootstrap.servers': `127.0.0.1:${internal[0]}` }
    brokers.push(await startBroker(weir, { 'node.id': i + 1, 'weir.balance.enable': false, 'weir.balance.moves.at.once': 100, 'controller.listener.names': 'CONTROLLER', ...joins }, port))
  }
  const stop = async () => {
    for (const broker of brokers.toReversed()) await broker.stop()
  }
  return { brokers, stop }
}

// A topic that is on the second broker only; gives a count of its partitions that still are.
async function fillSecond(bootstrap) {
  const kafka = new kafkajs.Kafka({ clientId: 'mover', brokers: [bootstrap], logLevel: kafkajs.logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  const replicaAssignment = Array.from({ length: PARTITIONS }, (_, partition) => ({ partition, replicas: [2] }))
  await admin.createTopics({ topics: [{ topic: 'leaving', numPartitions: -1, replicationFactor: -1, replicaAssignment }] })
  await admin.disconnect()
  return async () => {
    const again = kafka.admin()
    await again.connect()
    const { topics } = await again.fetchTopicMetadata({ topics: ['leaving'] })
    await again.disconnect()
    return topics[0].partitions.filter(({ replicas }) => replicas.includes(2)).length
  }
}
