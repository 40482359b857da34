package io.arrears.config;

import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** What a single value of a configuration says as a text or a number; empty where it is of another kind. */
final class Scalars {

    private Scalars() {}

    static Optional<Long> whole(ConfigValue value, long least, long most) {
        return number(value, BigDecimal.valueOf(least), BigDecimal.valueOf(most))
                .filter(found ->
                        found.signum() == 0 || found.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::longValueExact);
    }

    static Optional<String> line(ConfigValue value) {
        return scalar(value).filter(text -> !text.isBlank() && text.chars().noneMatch(Character::isISOControl));
    }

    /** As it was written: 007 stays 007. */
    static Optional<String> scalar(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("it").getString("it"));
            default -> Optional.empty();
        };
    }

    static Optional<BigDecimal> number(ConfigValue value, BigDecimal least, BigDecimal most) {
        try {
            return scalar(value)
                    .map(text -> new BigDecimal(text.strip().toLowerCase(Locale.ROOT)))
                    .filter(found -> found.compareTo(least) >= 0 && found.compareTo(most) <= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
