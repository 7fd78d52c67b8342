package io.weir.log.compaction;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for a key. Two keys with the same hash would cost a record, so the hash is salted: nobody who
 * writes to a topic can look for such a pair.
 */
final class KeyHash {

    private static final int HASH_BYTES = 16;

    private final MessageDigest digest;
    private final byte[] salt;
    private final byte[] hash = new byte[HASH_BYTES];
    private final ByteBuffer view = ByteBuffer.wrap(hash);

    KeyHash(byte[] salt) {
        this.salt = salt.clone();
        try {
            this.digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    /** Computes the hash, which {@link #high} and {@link #low} give until the next call. */
    void compute(ByteBuffer key) {
        try {
            digest.update(salt);
            digest.update(key.duplicate());
            digest.digest(hash, 0, HASH_BYTES);
        } catch (java.security.DigestException e) {
            throw new IllegalStateException("The buffer holds a whole hash", e);
        }
    }

    long high() {
        return view.getLong(0);
    }

    long low() {
        return view.getLong(Long.BYTES);
    }
}
