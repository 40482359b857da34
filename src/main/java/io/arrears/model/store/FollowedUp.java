package io.arrears.model.store;

import io.arrears.model.judge.DriftRow;
import java.util.List;

/** What became of scored days, one row a day; kept beside the version that was trained when it became known. */
record FollowedUp(List<DriftRow> rows) {}
