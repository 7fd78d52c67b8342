import assert from 'node:assert/strict'
import { eventually } from './checks.mjs'

// A new topic whose partitions all have a leader; brokers may take a moment between the two.
export async function createTopic(admin, topic, numPartitions, configEntries = []) {
  assert.equal(await admin.createTopics({ topics: [{ topic, numPartitions, configEntries }] }), true)
  await eventually(`leaders of ${topic}`, async () => {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
      return topics[0].partitions.length === numPartitions && topics[0].partitions.every(({ leader }) => leader >= 0)
    } catch (error) {
      return false
    }
  })
}
