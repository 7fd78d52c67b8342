import assert from 'node:assert/strict'
import { codecs } from './codecs.mjs'
import { inOrder, readAll } from './reading.mjs'
import { createTopic } from './topics.mjs'

const PER_CODEC = 200

// Recent, so that retention leaves the records alone.
const AN_HOUR_AGO = Date.now() - 3_600_000

function message(codec, i) {
  return {
    key: `key-${i % 7}`,
    value: `${codec}-${i}-${'x'.repeat(i)}`,
    headers: { index: `${i}`, codec },
    timestamp: `${AN_HOUR_AGO + i}`,
  }
}

export async function recordChecks(kafka, admin, check) {
  for (const codec of Object.keys(codecs)) {
    await check(`produces and consumes with ${codec}: keys, headers, timestamps`, async () => {
      const topic = `js-codec-${codec}`
      await createTopic(admin, topic, 3)
      const producer = kafka.producer()
      await producer.connect()
      const messages = Array.from({ length: PER_CODEC }, (_, i) => message(codec, i))
      for (let i = 0; i < PER_CODEC; i += 50) {
        await producer.send({ topic, compression: codecs[codec], messages: messages.slice(i, i + 50) })
      }
      await producer.disconnect()
      const read = await readAll(kafka, topic, PER_CODEC)
      assert.ok(inOrder(read), 'offsets of a partition are not in order')
      read.sort((a, b) => Number(a.headers.index) - Number(b.headers.index))
      read.forEach((record, i) => {
        assert.equal(record.key.toString(), messages[i].key)
        assert.equal(record.value.toString(), messages[i].value)
        assert.equal(record.timestamp, messages[i].timestamp)
        assert.deepEqual(
          Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [name, value.toString()])),
          messages[i].headers,
        )
      })
    })
  }

  await check('keeps null and empty keys and values apart', async () => {
    const topic = 'js-null'
    await createTopic(admin, topic, 1)
    const producer = kafka.producer()
    await producer.connect()
    await producer.send({ topic, messages: [{ key: null, value: '' }, { key: '', value: null }] })
    await producer.disconnect()
    const [first, second] = await readAll(kafka, topic, 2)
    assert.deepEqual([first.key, first.value.length], [null, 0])
    assert.deepEqual([second.key.length, second.value], [0, null])
  })

  for (const acks of [0, 1, -1]) {
    await check(`produces with acks=${acks}`, async () => {
      const topic = `js-acks${acks}`
      await createTopic(admin, topic, 1)
      const producer = kafka.producer()
      await producer.connect()
      await producer.send({ topic, acks, messages: Array.from({ length: 20 }, (_, i) => ({ value: `${i}` })) })
      const read = await readAll(kafka, topic, 20)
      await producer.disconnect()
      assert.deepEqual(read.map(({ value }) => value.toString()), Array.from({ length: 20 }, (_, i) => `${i}`))
    })
  }

  await check('produces idempotently', async () => {
    const topic = 'js-idempotent'
    await createTopic(admin, topic, 2)
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
    await producer.connect()
    for (let i = 0; i < 10; i++) {
      await producer.send({ topic, messages: [{ key: `${i}`, value: `${i}` }] })
    }
    await producer.disconnect()
    assert.equal((await readAll(kafka, topic, 10)).length, 10)
  })

  await check('takes a record of 900 KB and refuses one of 2 MB', async () => {
    const topic = 'js-big'
    await createTopic(admin, topic, 1)
    const producer = kafka.producer({ retry: { retries: 0 } })
    await producer.connect()
    await producer.send({ topic, messages: [{ value: Buffer.alloc(900_000, 7) }] })
    await assert.rejects(producer.send({ topic, messages: [{ value: Buffer.alloc(2_000_000, 7) }] }), error => {
      return (error.cause ?? error).type === 'MESSAGE_TOO_LARGE'
    })
    await producer.disconnect()
    const [record] = await readAll(kafka, topic, 1)
    assert.ok(record.value.equals(Buffer.alloc(900_000, 7)))
  })

  await check('finds and seeks to offsets by timestamp', async () => {
    const topic = 'js-time'
    await createTopic(admin, topic, 1)
    const producer = kafka.producer()
    await producer.connect()
    for (let i = 0; i < 10; i++) {
      await producer.send({ topic, messages: [{ value: `${i}`, timestamp: `${AN_HOUR_AGO + i * 1000}` }] })
    }
    await producer.disconnect()
    const [found] = await admin.fetchTopicOffsetsByTimestamp(topic, AN_HOUR_AGO + 6_500)
    assert.equal(found.offset, '7')
    const consumer = kafka.consumer({ groupId: 'js-time', maxWaitTimeInMs: 250 })
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    const read = []
    const done = new Promise(resolve => {
      consumer.run({
        autoCommit: false,
        eachMessage: async ({ message }) => {
          read.push(message.offset)
          if (message.offset === '9') resolve()
        },
      })
    })
    consumer.seek({ topic, partition: 0, offset: found.offset })
    await done
    await consumer.disconnect()
    assert.deepEqual(read.slice(-3), ['7', '8', '9'])
    assert.ok(!read.includes('3'), 'it read what lies before the sought offset')
  })
}
