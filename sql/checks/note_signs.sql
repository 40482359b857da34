-- grain: table_name, rule
-- Refunds, credit notes and write-offs below zero: each takes back what others of its table gave, and a ledger that writes all of
-- them with a minus means the opposite.
with signed as (
    select 'returns' as source_table, currency, return_id as example, refund_amount as amount
    from known_returns
    union all
    select 'credit_notes', currency, credit_note_id, amount
    from known_credit_notes
    union all
    select 'write_offs', currency, write_off_id, amount
    from known_write_offs
),

counted as (
    select
        source_table,
        currency,
        count_if(amount < 0) as below,
        count(*) as all_rows,
        if(currency = terms.unknown_currency(), null, cast(sum(least(amount, 0)) as decimal(19, 4))) as amount,
        min(if(amount < 0, example, null)) as example
    from signed
    group by source_table, currency
)

select
    source_table as table_name,
    concat('below zero ', currency) as rule,
    below as rows,
    amount,
    concat(
        source_table, ': ', below, ' of ', all_rows, if(all_rows = 1, ' row in ', ' rows in '), currency,
        if(below = 1, ' is below zero', ' are below zero'), coalesce(concat(', ', terms.money_text(amount, currency)), ''),
        ', such as ', example, ': each ',
        if(source_table = 'returns', 'lowers what was refunded', 'raises what is owed'),
        '. If the ledger writes a minus there, map the amount with its sign turned'
    ) as sentence
from counted
where below > 0
