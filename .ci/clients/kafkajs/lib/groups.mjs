import assert from 'node:assert/strict'
import { eventually } from './checks.mjs'
import { inOrder, Member } from './reading.mjs'
import { createTopic } from './topics.mjs'

const PARTITIONS = 4

async function produce(kafka, topic, from, to) {
  const producer = kafka.producer()
  await producer.connect()
  const messages = Array.from({ length: to - from }, (_, i) => ({
    key: `${from + i}`,
    value: `${from + i}`,
    partition: (from + i) % PARTITIONS,
  }))
  await producer.send({ topic, messages })
  await producer.disconnect()
}

export async function groupChecks(kafka, admin, check) {
  await check('two members share the partitions; one leaves; nothing is lost', async () => {
    const topic = 'js-rebalance'
    const groupId = 'js-rebalance'
    await createTopic(admin, topic, PARTITIONS)
    await produce(kafka, topic, 0, 100)
    const first = await new Member(kafka, groupId).start(topic)
    await first.has(100)
    assert.equal(first.partitions.length, PARTITIONS)

    const second = await new Member(kafka, groupId).start(topic)
    await eventually(
      'two partitions each',
      () => first.partitions.length === 2 && second.partitions.length === 2,
    )
    assert.deepEqual([...first.partitions, ...second.partitions].sort(), [0, 1, 2, 3])
    const { groups } = await admin.describeGroups([groupId])
    assert.equal(groups[0].state, 'Stable')
    assert.equal(groups[0].members.length, 2)

    await produce(kafka, topic, 100, 200)
    await eventually('both to have read', () => first.read.length + second.read.length >= 200)
    assert.equal(first.read.length, 150)
    assert.equal(second.read.length, 50)

    await second.stop()
    await eventually('all partitions back', () => first.partitions.length === PARTITIONS)
    await produce(kafka, topic, 200, 300)
    await eventually('the rest', () => first.read.length >= 250)
    await first.stop()
    const values = [...first.read, ...second.read].map(({ value }) => Number(value))
    assert.deepEqual(values.sort((a, b) => a - b), Array.from({ length: 300 }, (_, i) => i))
    assert.ok(inOrder(second.read))
  })

  await check('a member that comes back goes on where the group committed', async () => {
    const topic = 'js-resume'
    const groupId = 'js-resume'
    await createTopic(admin, topic, PARTITIONS)
    await produce(kafka, topic, 0, 40)
    const first = await new Member(kafka, groupId).start(topic)
    await first.has(40)
    await first.stop()
    await produce(kafka, topic, 40, 60)
    const second = await new Member(kafka, groupId).start(topic)
    await second.has(20)
    await second.stop()
    assert.deepEqual(
      second.read.map(({ value }) => Number(value)).sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, i) => 40 + i),
    )
  })

  await check('sets, fetches and resets a group\'s offsets, and deletes the group', async () => {
    const topic = 'js-resume'
    const groupId = 'js-offsets'
    await admin.setOffsets({ groupId, topic, partitions: [{ partition: 1, offset: '7' }] })
    const offset = async () => {
      const [{ partitions }] = await admin.fetchOffsets({ groupId, topics: [topic] })
      return partitions.find(({ partition }) => partition === 1).offset
    }
    assert.equal(await offset(), '7')
    // kafkajs commits its own mark for "earliest", -2, which a later member turns into a position.
    await admin.resetOffsets({ groupId, topic, earliest: true })
    assert.equal(await offset(), '-2')
    assert.ok((await admin.listGroups()).groups.some(group => group.groupId === groupId))
    await admin.deleteGroups([groupId])
    assert.ok(!(await admin.listGroups()).groups.some(group => group.groupId === groupId))
  })

  await check('a group with members cannot be deleted', async () => {
    const groupId = 'js-busy'
    const member = await new Member(kafka, groupId).start('js-resume')
    await eventually('the group', () => member.joins > 0)
    try {
      await assert.rejects(admin.deleteGroups([groupId]), error => {
        return error.groups?.[0]?.error?.type === 'NON_EMPTY_GROUP'
      })
    } finally {
      await member.stop()
    }
  })
}
