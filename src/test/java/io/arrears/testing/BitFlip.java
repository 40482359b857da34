package io.arrears.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One bit of a file on the disk turned over, as a failing disk does: nothing else changes, its checksum least of all. */
public record BitFlip(Path file, long bit) implements AutoCloseable {

    public BitFlip {
        turn(file, bit);
    }

    /** Turns the bit back. */
    @Override
    public void close() {
        turn(file, bit);
    }

    private static void turn(Path file, long bit) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be changed", e);
        }
    }
}
