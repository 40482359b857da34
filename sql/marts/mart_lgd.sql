-- grain: currency, days_since_default
-- kind: table
-- rows: few
-- Loss given default from the ledger itself: what defaulted balances brought in within so many days of their default, beside the
-- figure that expected losses and the provision matrix use. Only cases whose days are over. Null: no invoice has a due date, or
-- there is no case.
select
    currency,
    days_since_default,
    is_used,
    cases,
    cast(exposure_amount as decimal(19, 3)) as exposure_amount,
    cast(credited_amount as decimal(19, 3)) as credited_amount,
    cast(recovered_amount as decimal(19, 3)) as recovered_amount,
    lgd_observed,
    lgd_used,
    lgd_source,
    default_lgd_reason
from int_lgd
