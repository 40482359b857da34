package io.arrears.publish.report;

import java.util.ArrayList;
import java.util.List;

/** One page of the report. Exhibits without a row are left out: an empty table says nothing. */
record Page(String id, String title, String question, List<Part> parts) {

    static Page of(String id, String title, String question, List<Part> parts) {
        List<Part> shown = new ArrayList<>(parts);
        shown.removeIf(
                part -> part instanceof Part.Exhibit exhibit && exhibit.grid().isEmpty());
        return new Page(id, title, question, List.copyOf(shown));
    }
}
