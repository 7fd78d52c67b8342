package io.weir.broker.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * What a member says of records it has.
 *
 * @param last inclusive
 * @param types one for all of them, or one for each: see {@link Type}
 */
public record Acknowledgement(long first, long last, List<Byte> types) {

    /** What is said, with Kafka's codes. */
    public enum Type {
        /** There is no record at this offset. */
        GAP(0),
        ACCEPT(1),
        /** Somebody shall have it, maybe another. */
        RELEASE(2),
        REJECT(3),
        /** It takes longer: more time, please (KIP-1222). */
        RENEW(4);

        private final byte code;

        Type(int code) {
            this.code = (byte) code;
        }

        public byte code() {
            return code;
        }

        static Type of(byte code) {
            return values()[code];
        }
    }

    /** Neighbours of which the same is said. */
    record Run(long first, long last, Type type) {}

    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        if (types.size() == 1) {
            runs.add(new Run(first, last, Type.of(types.getFirst())));
            return runs;
        }
        int from = 0;
        for (int i = 1; i <= types.size(); i++) {
            if (i == types.size() || !types.get(i).equals(types.get(from))) {
                runs.add(new Run(first + from, first + i - 1, Type.of(types.get(from))));
                from = i;
            }
        }
        return runs;
    }

    /** Whether it can be understood: every type known, one for all or one for each. */
    public boolean isWellFormed(int highestType) {
        return first <= last
                && !types.isEmpty()
                && (types.size() == 1 || types.size() == last - first + 1)
                && types.stream().allMatch(type -> type >= 0 && type <= highestType);
    }

    public boolean says(Type type) {
        return types.contains(type.code());
    }
}
