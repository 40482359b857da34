package io.arrears.desk.score;

/**
 * A sentence about a result that a person should read before trusting it.
 *
 * @param warns whether trusting the scores without it would be a mistake
 */
public record Note(String text, boolean warns) {

    static Note plain(String text) {
        return new Note(text, false);
    }

    static Note warning(String text) {
        return new Note(text, true);
    }
}
