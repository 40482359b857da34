package io.arrears.config;

import java.util.Optional;

/** A password that does not print itself. */
public record Secret(Optional<String> value) {
    @Override
    public String toString() {
        return value.isPresent() ? "***" : "none";
    }
}
