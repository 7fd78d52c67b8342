import assert from 'node:assert/strict'
import kafkajs from 'kafkajs'
import { Member, readAll } from './reading.mjs'
import { createTopic } from './topics.mjs'

const TOPIC = 'js-restart'
const GROUP = 'js-restart'
const FIRST = 30
const ALL = 50

export async function beforeRestart(kafka, admin, check) {
  await check('leaves a topic, a config, records and committed offsets behind', async () => {
    await createTopic(admin, TOPIC, 2, [{ name: 'retention.ms', value: '99000000' }])
    const producer = kafka.producer()
    await producer.connect()
    const send = async (from, to) => {
      const messages = Array.from({ length: to - from }, (_, i) => ({ key: `${from + i}`, value: `${from + i}` }))
      await producer.send({ topic: TOPIC, acks: -1, messages })
    }
    await send(0, FIRST)
    const member = await new Member(kafka, GROUP).start(TOPIC)
    await member.has(FIRST)
    await member.stop()
    await send(FIRST, ALL)
    await producer.disconnect()
  })
}

export async function afterRestartChecks(kafka, admin, check) {
  await check('every acknowledged record survived kill -9', async () => {
    const values = (await readAll(kafka, TOPIC, ALL)).map(({ value }) => Number(value))
    assert.deepEqual(values.sort((a, b) => a - b), Array.from({ length: ALL }, (_, i) => i))
  })

  await check('the group goes on where it committed before kill -9', async () => {
    const member = await new Member(kafka, GROUP).start(TOPIC)
    await member.has(ALL - FIRST)
    await member.stop()
    const values = member.read.map(({ value }) => Number(value))
    assert.deepEqual(values.sort((a, b) => a - b), Array.from({ length: ALL - FIRST }, (_, i) => FIRST + i))
  })

  await check('the topic\'s config survived kill -9', async () => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: TOPIC, configNames: ['retention.ms'] }],
    })
    assert.equal(resources[0].configEntries[0].configValue, '99000000')
  })

  await check('a deleted topic stays deleted', async () => {
    assert.ok(!(await admin.listTopics()).includes('js-admin'))
  })
}
