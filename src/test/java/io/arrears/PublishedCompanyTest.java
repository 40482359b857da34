package io.arrears;

import io.arrears.notebook.NotebookChecks;
import org.junit.jupiter.api.Nested;

/** What is asked of one generated company that a whole run has published: a run takes minutes, so one process makes it once. */
class PublishedCompanyTest {

    @Nested
    class Pipeline extends PipelineChecks {}

    @Nested
    class Notebooks extends NotebookChecks {}
}
