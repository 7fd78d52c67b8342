import assert from 'node:assert/strict'
import kafkajs from 'kafkajs'
import { eventually } from './checks.mjs'
import { createTopic } from './topics.mjs'

const TOPIC = 'js-admin'

export async function adminChecks(kafka, admin, check) {
  await check('describes the cluster', async () => {
    const cluster = await admin.describeCluster()
    assert.ok(cluster.clusterId)
    assert.equal(cluster.brokers.length, 1)
    assert.equal(cluster.controller, cluster.brokers[0].nodeId)
  })

  await check('creates a topic with partitions and a config', async () => {
    const configEntries = [{ name: 'retention.ms', value: '7200000' }]
    await createTopic(admin, TOPIC, 3, configEntries)
    assert.ok((await admin.listTopics()).includes(TOPIC))
    const { topics } = await admin.fetchTopicMetadata({ topics: [TOPIC] })
    assert.equal(topics[0].partitions.length, 3)
    assert.ok(topics[0].partitions.every(partition => partition.isr.length === 1))
  })

  await check('is told when a topic exists already', async () => {
    assert.equal(await admin.createTopics({ topics: [{ topic: TOPIC }] }), false)
  })

  await check('is told that a topic name is illegal', async () => {
    await assert.rejects(admin.createTopics({ topics: [{ topic: 'no/slashes' }] }), error => {
      const first = error.errors?.[0] ?? error
      return first.type === 'INVALID_TOPIC_EXCEPTION'
    })
  })

  await check('is told that a topic is unknown', async () => {
    await assert.rejects(admin.fetchTopicMetadata({ topics: ['js-nowhere'] }), error => {
      return (error.cause ?? error).type === 'UNKNOWN_TOPIC_OR_PARTITION'
    })
  })

  await check('adds partitions', async () => {
    await admin.createPartitions({ topicPartitions: [{ topic: TOPIC, count: 5 }] })
    await eventually('five partitions', async () => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [TOPIC] })
      return topics[0].partitions.length === 5
    })
  })

  await check('describes and alters configs', async () => {
    const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: TOPIC }
    const value = async name => {
      const { resources } = await admin.describeConfigs({
        includeSynonyms: true,
        resources: [{ ...resource, configNames: [name] }],
      })
      return resources[0].configEntries.find(entry => entry.configName === name).configValue
    }
    assert.equal(await value('retention.ms'), '7200000')
    await admin.alterConfigs({
      resources: [{ ...resource, configEntries: [{ name: 'max.message.bytes', value: '123456' }] }],
    })
    await eventually('the new value', async () => (await value('max.message.bytes')) === '123456')
  })

  await check('deletes records up to an offset', async () => {
    const producer = kafka.producer()
    await producer.connect()
    const messages = Array.from({ length: 10 }, (_, i) => ({ value: `${i}`, partition: 0 }))
    await producer.send({ topic: TOPIC, messages })
    await producer.disconnect()
    await admin.deleteTopicRecords({ topic: TOPIC, partitions: [{ partition: 0, offset: '4' }] })
    const offsets = (await admin.fetchTopicOffsets(TOPIC)).find(({ partition }) => partition === 0)
    assert.deepEqual([offsets.low, offsets.high], ['4', '10'])
  })

  await check('deletes a topic', async () => {
    await admin.deleteTopics({ topics: [TOPIC] })
    await eventually('the topic to be gone', async () => !(await admin.listTopics()).includes(TOPIC))
  })
}
