package io.arrears.terms;

import java.util.Locale;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/** Words that mean the same in a source. */
final class Words {

    private final Set<String> words;
    private final UTF8String[] bytes;

    private Words(Set<String> words) {
        this.words = words;
        this.bytes = words.stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
    }

    /** @param words in lower case */
    static Words of(String... words) {
        return new Words(Set.of(words));
    }

    /** Whether the word is one of these, in any case; null is none. */
    boolean contain(String word) {
        return word != null && words.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether the word is one of these, as staging writes words: in lower case; null is none. */
    boolean contain(UTF8String word) {
        for (UTF8String each : bytes) {
            if (each.equals(word)) {
                return true;
            }
        }
        return false;
    }
}
