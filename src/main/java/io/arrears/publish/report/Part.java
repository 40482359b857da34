package io.arrears.publish.report;

import java.util.List;
import java.util.Optional;

/** What a page is made of. A part that belongs to one currency is shown while that currency is chosen. */
sealed interface Part {

    /** The currency of the part's amounts; empty where there are none, or several with a column that says which. */
    Optional<String> currency();

    /** What a reader wants to know first: a sentence, and one that explains it. */
    record Answer(String headline, String detail) {}

    /** The answers at the top of a page. */
    record Answers(Optional<String> currency, List<Answer> answers) implements Part {}

    /**
     * A key figure.
     *
     * @param change how it moved since the day before, or why it is unknown; empty where there is nothing to say
     */
    record Tile(String label, String value, String change) {}

    /** Key figures side by side. */
    record Tiles(Optional<String> currency, List<Tile> tiles) implements Part {}

    /**
     * A table with what it says, drawn as a chart where that helps.
     *
     * @param about one or two sentences: what is seen, and how to read it
     */
    record Exhibit(Optional<String> currency, String title, String about, Grid grid, Optional<Chart> chart)
            implements Part {

        static Exhibit of(String currency, String title, String about, Grid grid) {
            return new Exhibit(Optional.of(currency), title, about, grid, Optional.empty());
        }

        static Exhibit of(String currency, String title, String about, Grid grid, Chart chart) {
            return new Exhibit(Optional.of(currency), title, about, grid, Optional.of(chart));
        }

        static Exhibit general(String title, String about, Grid grid) {
            return new Exhibit(Optional.empty(), title, about, grid, Optional.empty());
        }

        static Exhibit general(String title, String about, Grid grid, Chart chart) {
            return new Exhibit(Optional.empty(), title, about, grid, Optional.of(chart));
        }
    }

    /**
     * One customer to call, and what about.
     *
     * @param held why it is not called now; empty: it may be
     * @param more what the table leaves out
     */
    record Call(String name, String figures, Optional<String> held, Optional<String> more, Grid grid) {}

    /** Customers to call, each of whom opens to a table. */
    record Calls(Optional<String> currency, String title, String about, List<Call> calls) implements Part {}

    /** Words between the exhibits: why something is not there. */
    record Note(Optional<String> currency, String text) implements Part {}
}
