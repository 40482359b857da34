package io.arrears.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The only way to a value of the configuration: each key is read with its type, bounds and unit. A value that does not
 * fit becomes a problem, and reading continues with a substitute, so that one pass finds all problems.
 */
final class Values {

    private final Config config;
    private final String prefix;
    private final Problems problems;
    private final Set<String> read;

    Values(Config config, Problems problems) {
        this(config, "", problems, new TreeSet<>());
    }

    private Values(Config config, String prefix, Problems problems, Set<String> read) {
        this.config = config;
        this.prefix = prefix;
        this.problems = problems;
        this.read = read;
    }

    /** Every key read so far. */
    Set<String> read() {
        return Set.copyOf(read);
    }

    Problems problems() {
        return problems;
    }

    /** Text that is not blank and holds no line break. */
    String text(String key) {
        return required(key, "a text that is not empty", "", Scalars::line);
    }

    /** As {@link #text}, or null in the configuration for none. */
    Optional<String> optionalText(String key) {
        return optional(key, "a text that is not empty, or null", Scalars::line);
    }

    /** A text of this form; {@code expected} says which. */
    String word(String key, String form, String expected) {
        return required(key, expected, "", value -> Scalars.scalar(value).filter(text -> text.matches(form)));
    }

    Optional<String> optionalWord(String key, String form, String expected) {
        return optional(
                key, expected + ", or null", value -> Scalars.scalar(value).filter(text -> text.matches(form)));
    }

    /** A text that is not shown when it is wrong. */
    Optional<String> secret(String key) {
        ConfigValue value = at(key);
        if (value == null || isNull(value)) {
            return Optional.empty();
        }
        Optional<String> text = Scalars.line(value);
        if (text.isEmpty()) {
            problems.addUnshown(prefix + key, value, "a text that is not empty, or null");
        }
        return text;
    }

    String oneOf(String key, String... allowed) {
        return word(key, pattern(allowed), "one of " + String.join(", ", allowed));
    }

    Optional<String> optionalOneOf(String key, String... allowed) {
        return optionalWord(key, pattern(allowed), "one of " + String.join(", ", allowed));
    }

    private static String pattern(String... allowed) {
        return String.join("|", List.of(allowed).stream().map(Pattern::quote).toList());
    }

    /** A whole number within bounds, both included. */
    int whole(String key, int least, int most, String unit) {
        return (int) whole(key, (long) least, (long) most, unit);
    }

    long whole(String key, long least, long most, String unit) {
        return required(key, expectedWhole(least, most, unit), least, value -> Scalars.whole(value, least, most));
    }

    /** As {@link #whole(String, int, int, String)}, or null in the configuration for none. */
    Optional<Integer> optionalWhole(String key, int least, int most, String unit) {
        return optional(key, expectedWhole(least, most, unit) + ", or null", value -> Scalars.whole(value, least, most))
                .map(Long::intValue);
    }

    private static String expectedWhole(long least, long most, String unit) {
        return "a whole number from " + least + " to " + most + " (" + unit + ")";
    }

    /** A number within bounds, both included. */
    BigDecimal number(String key, String least, String most, String unit) {
        BigDecimal low = new BigDecimal(least);
        String expected = "a number from " + least + " to " + most + " (" + unit + ")";
        return required(key, expected, low, value -> Scalars.number(value, low, new BigDecimal(most)));
    }

    /** A number, or this one where the key is not there. */
    double numberOr(String key, double otherwise, String least, String most, String unit) {
        return has(key) ? number(key, least, most, unit).doubleValue() : otherwise;
    }

    double share(String key) {
        return required(
                        key,
                        "a share between 0 and 1",
                        BigDecimal.ZERO,
                        value -> Scalars.number(value, BigDecimal.ZERO, BigDecimal.ONE))
                .doubleValue();
    }

    boolean flag(String key) {
        return required(key, "true or false", false, value -> Scalars.scalar(value)
                .filter(text -> text.matches("true|false|yes|no|on|off"))
                .map(text -> text.matches("true|yes|on")));
    }

    /** A list of texts of this form; {@code expected} describes one text. */
    List<String> words(String key, String form, String expected) {
        return words(key, form, expected, any -> true);
    }

    /** As {@link #words(String, String, String)}; all of them together must fit, too. */
    List<String> words(String key, String form, String expected, Predicate<List<String>> fits) {
        return required(key, "a list of " + expected, List.of(), value -> {
            if (!(value instanceof ConfigList list)) {
                return Optional.empty();
            }
            List<String> words = new ArrayList<>();
            list.forEach(each ->
                    Scalars.scalar(each).filter(text -> text.matches(form)).ifPresent(words::add));
            return words.size() == list.size() && fits.test(words) ? Optional.of(List.copyOf(words)) : Optional.empty();
        });
    }

    /**
     * The elements of a list of sections, each under the name {@code key[0]}, {@code key[1]} …; other elements are
     * refused.
     */
    List<Values> sections(String key, Set<String> keys) {
        List<Values> sections = new ArrayList<>();
        ConfigValue value = at(key);
        if (value instanceof ConfigList list) {
            for (int i = 0; i < list.size(); i++) {
                section(key + "[" + i + "]", list.get(i), keys, "").ifPresent(sections::add);
            }
        } else if (value != null) {
            problems.add(prefix + key, value, "a list of sections in braces");
        }
        return sections;
    }

    /**
     * The sections below a key whose names are the user's.
     *
     * @param words the names that have the one word instead of a section
     */
    record NamedSections(Map<String, Values> sections, Set<String> words) {}

    /** The sections below a key by their names, or this word in place of one. */
    NamedSections namedOr(String word, String key, Set<String> keys) {
        return named(Optional.of(word), key, keys);
    }

    /** The sections below a key by their names, which are the user's. */
    Map<String, Values> named(String key, Set<String> keys) {
        return named(Optional.empty(), key, keys).sections();
    }

    private NamedSections named(Optional<String> word, String key, Set<String> keys) {
        NamedSections found = new NamedSections(new LinkedHashMap<>(), new TreeSet<>());
        String orElse = word.map(each -> ", or the word " + each).orElse("");
        ConfigValue value = at(key);
        if (value instanceof ConfigObject object) {
            object.forEach((name, each) -> {
                if (word.isPresent() && word.equals(Scalars.scalar(each))) {
                    found.words().add(name);
                } else {
                    section(key + "." + ConfigUtil.joinPath(name), each, keys, orElse)
                            .ifPresent(section -> found.sections().put(name, section));
                }
            });
        } else if (value != null) {
            problems.add(prefix + key, value, "sections in braces, each under a name");
        }
        return found;
    }

    private Optional<Values> section(String name, ConfigValue value, Set<String> keys, String orElse) {
        if (!(value instanceof ConfigObject object)) {
            problems.add(prefix + name, value, "a section in braces with the keys " + new TreeSet<>(keys) + orElse);
            return Optional.empty();
        }
        object.forEach((key, each) -> {
            if (!keys.contains(key)) {
                problems.add("unknown key " + prefix + name + "." + key + Problems.where(each) + ": "
                        + Spelling.hint(key, keys) + "there are " + new TreeSet<>(keys));
            }
        });
        return Optional.of(new Values(object.toConfig(), prefix + name + ".", problems, read));
    }

    /** Whether the key is there and not null. */
    boolean has(String key) {
        return config.hasPath(key);
    }

    /** Refuses the value of this key for a reason that depends on other values. */
    void refuse(String key, String expected) {
        problems.add(prefix + key, at(key), expected);
    }

    /** As {@link #refuse}, without the value. */
    void refuseUnshown(String key, String expected) {
        problems.addUnshown(prefix + key, at(key), expected);
    }

    private <T> T required(String key, String expected, T otherwise, Function<ConfigValue, Optional<T>> parse) {
        ConfigValue value = at(key);
        if (value == null) {
            return otherwise;
        }
        Optional<T> parsed = isNull(value) ? Optional.empty() : parse.apply(value);
        if (parsed.isEmpty()) {
            problems.add(prefix + key, value, expected);
        }
        return parsed.orElse(otherwise);
    }

    private <T> Optional<T> optional(String key, String expected, Function<ConfigValue, Optional<T>> parse) {
        ConfigValue value = at(key);
        return value == null || isNull(value)
                ? Optional.empty()
                : Optional.ofNullable(required(key, expected, null, parse));
    }

    /** The value of a key; null where a section above it is none, which is a problem of that section. */
    private ConfigValue at(String key) {
        read.add(prefix + key);
        ConfigValue value = config.root();
        String name = "";
        for (String step : ConfigUtil.splitPath(key)) {
            if (!(value instanceof ConfigObject section)) {
                problems.add(prefix + name, value, "a section of keys in braces");
                return null;
            }
            name = name.isEmpty() ? step : name + "." + step;
            ConfigValue next = section.get(step);
            value = next == null
                    ? ConfigValueFactory.fromAnyRef(null, "not set").withOrigin(section.origin())
                    : next;
        }
        return value;
    }

    private static boolean isNull(ConfigValue value) {
        return value.valueType() == ConfigValueType.NULL;
    }
}
