// checks HOST:PORT first|after-restart: checks a broker with sarama, Debian's golang-github-shopify-sarama-dev.
//
// "after-restart" runs against the same data once the broker has been killed and started again. One line for each check,
// "ok NAME" or "FAILED NAME: why".
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"strconv"
	"sync"
	"time"

	"github.com/Shopify/sarama"
)

const patience = 30 * time.Second

var (
	bootstrap = []string{os.Args[1]}
	isFailed  = false
)

func check(name string, run func() error) {
	if err := run(); err != nil {
		isFailed = true
		fmt.Printf("FAILED sarama: %s: %v\n", name, err)
	} else {
		fmt.Printf("ok sarama: %s\n", name)
	}
}

func same(what string, expected, actual interface{}) error {
	want, got := fmt.Sprint(expected), fmt.Sprint(actual)
	if want == got {
		return nil
	}
	return fmt.Errorf("%s: expected %.150s but got %.150s", what, want, got)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func eventually(what string, holds func() bool) error {
	for end := time.Now().Add(patience); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			return errors.New("still not so: " + what)
		}
	}
	return nil
}

func config(version sarama.KafkaVersion) *sarama.Config {
	config := sarama.NewConfig()
	config.Version = version
	config.ClientID = "weir-checks"
	config.Producer.Return.Successes = true
	config.Producer.RequiredAcks = sarama.WaitForAll
	config.Producer.Partitioner = sarama.NewManualPartitioner
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	// Without, it commits by a version that Kafka 4 has no more.
	config.Consumer.Offsets.Retention = time.Hour
	return config
}

func texts(first, last int) []string {
	var all []string
	for i := first; i <= last; i++ {
		all = append(all, strconv.Itoa(i))
	}
	return all
}

// Sends the values to partition 0, in order, and returns the offsets that were told.
func send(topic string, config *sarama.Config, values []string) ([]int64, error) {
	producer, err := sarama.NewSyncProducer(bootstrap, config)
	if err != nil {
		return nil, err
	}
	defer producer.Close()
	messages := make([]*sarama.ProducerMessage, len(values))
	for i, value := range values {
		messages[i] = &sarama.ProducerMessage{
			Topic: topic, Key: sarama.StringEncoder("key-" + value), Value: sarama.StringEncoder(value)}
		if config.Version.IsAtLeast(sarama.V0_11_0_0) {
			messages[i].Headers = []sarama.RecordHeader{{Key: []byte("from"), Value: []byte("sarama")}}
		}
	}
	if err := producer.SendMessages(messages); err != nil {
		return nil, err
	}
	var offsets []int64
	for _, message := range messages {
		offsets = append(offsets, message.Offset)
	}
	return offsets, nil
}

// Reads so many values of partition 0.
func read(topic string, config *sarama.Config, offset int64, count int) ([]string, error) {
	consumer, err := sarama.NewConsumer(bootstrap, config)
	if err != nil {
		return nil, err
	}
	defer consumer.Close()
	partition, err := consumer.ConsumePartition(topic, 0, offset)
	if err != nil {
		return nil, err
	}
	defer partition.Close()
	var values []string
	end := time.After(patience)
	for len(values) < count {
		select {
		case message := <-partition.Messages():
			if string(message.Key) != "key-"+string(message.Value) {
				return nil, fmt.Errorf("key %s of value %s", message.Key, message.Value)
			}
			values = append(values, string(message.Value))
		case <-end:
			return values, fmt.Errorf("only %d of %d records", len(values), count)
		}
	}
	return values, nil
}

func roundTrip(topic string, config *sarama.Config) error {
	offsets, err := send(topic, config, texts(0, 199))
	if err != nil {
		return err
	}
	values, err := read(topic, config, sarama.OffsetOldest, 200)
	return firstOf(err, same("offsets", texts(0, 199), offsets), same("values", texts(0, 199), values))
}

func codec(codec sarama.CompressionCodec) func() error {
	return func() error {
		config := config(sarama.V2_1_0_0)
		config.Producer.Compression = codec
		return roundTrip("sarama-"+codec.String(), config)
	}
}

func version(version sarama.KafkaVersion) func() error {
	return func() error { return roundTrip("sarama-version-"+version.String(), config(version)) }
}

func idempotent() error {
	config := config(sarama.V2_1_0_0)
	config.Producer.Idempotent = true
	config.Net.MaxOpenRequests = 1
	return roundTrip("sarama-idempotent", config)
}

func positions() error {
	if _, err := send("sarama-positions", config(sarama.V2_1_0_0), texts(0, 9)); err != nil {
		return err
	}
	client, err := sarama.NewClient(bootstrap, config(sarama.V2_1_0_0))
	if err != nil {
		return err
	}
	defer client.Close()
	oldest, err1 := client.GetOffset("sarama-positions", 0, sarama.OffsetOldest)
	newest, err2 := client.GetOffset("sarama-positions", 0, sarama.OffsetNewest)
	byTime, err3 := client.GetOffset("sarama-positions", 0, 1)
	values, err4 := read("sarama-positions", config(sarama.V2_1_0_0), 6, 4)
	return firstOf(err1, err2, err3, err4, same("oldest", 0, oldest), same("newest", 10, newest),
		same("after the first millisecond", 0, byTime), same("from 6", texts(6, 9), values))
}

func topics() error {
	admin, err := sarama.NewClusterAdmin(bootstrap, config(sarama.V2_1_0_0))
	if err != nil {
		return err
	}
	defer admin.Close()
	hour := "3600000"
	detail := &sarama.TopicDetail{
		NumPartitions: 2, ReplicationFactor: 1, ConfigEntries: map[string]*string{"retention.ms": &hour}}
	if err := admin.CreateTopic("sarama-admin", detail, false); err != nil {
		return err
	}
	again, isRefused := admin.CreateTopic("sarama-admin", detail, false).(*sarama.TopicError)
	if !isRefused || again.Err != sarama.ErrTopicAlreadyExists {
		return fmt.Errorf("a topic was created twice: %v", again)
	}
	if err := admin.CreatePartitions("sarama-admin", 5, nil, false); err != nil {
		return err
	}
	described, err := admin.DescribeTopics([]string{"sarama-admin"})
	if err != nil {
		return err
	}
	return firstOf(same("topics", 1, len(described)), same("partitions", 5, len(described[0].Partitions)),
		admin.DeleteTopic("sarama-admin"))
}

// A member of a group; it remembers what it has read and how many partitions it owns.
type member struct {
	group sarama.ConsumerGroup
	stop  context.CancelFunc
	ended chan struct{}
	mutex sync.Mutex
	owned int
	seen  []string
}

func join(group, topic string) (*member, error) {
	config := config(sarama.V2_1_0_0)
	config.Consumer.Group.Heartbeat.Interval = 500 * time.Millisecond
	config.Consumer.Offsets.CommitInterval = 200 * time.Millisecond
	client, err := sarama.NewConsumerGroup(bootstrap, group, config)
	if err != nil {
		return nil, err
	}
	running, stop := context.WithCancel(context.Background())
	joined := &member{group: client, stop: stop, ended: make(chan struct{})}
	go func() {
		defer close(joined.ended)
		for running.Err() == nil {
			if err := client.Consume(running, []string{topic}, joined); err != nil && running.Err() == nil {
				fmt.Fprintln(os.Stderr, "consume:", err)
				time.Sleep(100 * time.Millisecond)
			}
		}
		client.Close()
	}()
	return joined, nil
}

func (m *member) Setup(session sarama.ConsumerGroupSession) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.owned = 0
	for _, partitions := range session.Claims() {
		m.owned += len(partitions)
	}
	return nil
}

func (m *member) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (m *member) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for message := range claim.Messages() {
		m.mutex.Lock()
		m.seen = append(m.seen, string(message.Value))
		m.mutex.Unlock()
		session.MarkMessage(message, "")
	}
	return nil
}

func (m *member) owns(count int) func() bool {
	return func() bool {
		m.mutex.Lock()
		defer m.mutex.Unlock()
		return m.owned == count
	}
}

func (m *member) read() []string {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return append([]string(nil), m.seen...)
}

func (m *member) leave() {
	m.stop()
	<-m.ended
}

// What the members have read, each value once.
func union(members ...*member) []string {
	values := map[string]bool{}
	for _, m := range members {
		for _, value := range m.read() {
			values[value] = true
		}
	}
	var sorted []string
	for value := range values {
		sorted = append(sorted, value)
	}
	sort.Strings(sorted)
	return sorted
}

func spread(topic string, values []string) error {
	producer, err := sarama.NewSyncProducer(bootstrap, config(sarama.V2_1_0_0))
	if err != nil {
		return err
	}
	defer producer.Close()
	for i, value := range values {
		message := &sarama.ProducerMessage{Topic: topic, Partition: int32(i % 4), Value: sarama.StringEncoder(value)}
		if _, _, err := producer.SendMessage(message); err != nil {
			return err
		}
	}
	return nil
}

func rebalance() error {
	const topic = "sarama-rebalance"
	admin, err := sarama.NewClusterAdmin(bootstrap, config(sarama.V2_1_0_0))
	if err != nil {
		return err
	}
	defer admin.Close()
	if err := admin.CreateTopic(topic, &sarama.TopicDetail{NumPartitions: 4, ReplicationFactor: 1}, false); err != nil {
		return err
	}
	one, err := join("sarama-group", topic)
	if err != nil {
		return err
	}
	defer one.leave()
	if err := eventually("one has all", one.owns(4)); err != nil {
		return err
	}
	two, err := join("sarama-group", topic)
	if err != nil {
		return err
	}
	err = firstOf(eventually("one has half", one.owns(2)), eventually("two has half", two.owns(2)),
		spread(topic, texts(0, 199)),
		eventually("200 are read", func() bool { return len(union(one, two)) == 200 }))
	two.leave()
	if err != nil {
		return err
	}
	if err := firstOf(eventually("one has all again", one.owns(4)), spread(topic, texts(200, 399))); err != nil {
		return err
	}
	return firstOf(eventually("400 are read", func() bool { return len(union(one, two)) == 400 }),
		same("each once", 400, len(one.read())+len(two.read())))
}

func commit(group, topic string, offset int64) error {
	client, err := sarama.NewClient(bootstrap, config(sarama.V2_1_0_0))
	if err != nil {
		return err
	}
	defer client.Close()
	manager, err := sarama.NewOffsetManagerFromClient(group, client)
	if err != nil {
		return err
	}
	partition, err := manager.ManagePartition(topic, 0)
	if err != nil {
		return err
	}
	partition.MarkOffset(offset, "a note")
	return firstOf(partition.Close(), manager.Close())
}

func committed(group, topic string) (int64, string, error) {
	client, err := sarama.NewClient(bootstrap, config(sarama.V2_1_0_0))
	if err != nil {
		return 0, "", err
	}
	defer client.Close()
	manager, err := sarama.NewOffsetManagerFromClient(group, client)
	if err != nil {
		return 0, "", err
	}
	defer manager.Close()
	partition, err := manager.ManagePartition(topic, 0)
	if err != nil {
		return 0, "", err
	}
	defer partition.Close()
	offset, metadata := partition.NextOffset()
	return offset, metadata, nil
}

func beforeRestart() error {
	_, err := send("sarama-restart", config(sarama.V2_1_0_0), texts(0, 99))
	return firstOf(err, commit("sarama-restart", "sarama-restart", 40))
}

func afterRestart() error {
	values, err := read("sarama-restart", config(sarama.V2_1_0_0), sarama.OffsetOldest, 100)
	if err != nil {
		return err
	}
	offset, metadata, err := committed("sarama-restart", "sarama-restart")
	return firstOf(err, same("values", texts(0, 99), values), same("committed", 40, offset), same("metadata", "a note", metadata))
}

func main() {
	if len(os.Args) > 2 && os.Args[2] == "after-restart" {
		check("every acknowledged record and committed offset survived kill -9", afterRestart)
	} else {
		// It sends zstd by a version of Produce that may not carry it.
		for _, name := range []sarama.CompressionCodec{sarama.CompressionNone, sarama.CompressionGZIP,
			sarama.CompressionSnappy, sarama.CompressionLZ4} {
			check(fmt.Sprintf("produces and consumes with %s: offsets, keys, order", name), codec(name))
		}
		for _, old := range []sarama.KafkaVersion{sarama.V0_11_0_0, sarama.V1_0_0_0, sarama.V2_0_0_0} {
			check(fmt.Sprintf("works as a client of %s", old), version(old))
		}
		check("produces idempotently", idempotent)
		check("reads from positions, and looks up offsets", positions)
		check("creates, extends, describes and deletes topics", topics)
		check("two members share the partitions; one leaves; nothing is lost", rebalance)
		check("leaves records and committed offsets behind", beforeRestart)
	}
	if isFailed {
		os.Exit(1)
	}
}
