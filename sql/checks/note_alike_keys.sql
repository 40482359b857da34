-- grain: table_name, rule
-- Money booked on an invoice id that no invoice has, and that one would have if this kind of difference did not count.
-- Each row counts once, under the first kind that finds an invoice; amounts in the currency of that invoice.
with booked as (
    select 'payments' as source_table, invoice_id, amount
    from known_payments
    where is_success
    union all
    select 'credit_notes', invoice_id, amount
    from known_credit_notes
    union all
    select 'write_offs', invoice_id, amount
    from known_write_offs
    union all
    select 'charges', invoice_id, amount
    from known_charges
    union all
    select 'instalments', invoice_id, amount
    from known_instalments
),

strays as (
    select booked.source_table, booked.invoice_id, count(*) as strays, sum(booked.amount) as amount
    from booked
    left join known_invoices on booked.invoice_id = known_invoices.invoice_id
    where booked.invoice_id is not null and known_invoices.invoice_id is null
    group by booked.source_table, booked.invoice_id
),

stray_keys as (
    select
        source_table, invoice_id, strays, amount, position, difference,
        terms.key_without(invoice_id, difference) as alike
    from strays
    lateral view posexplode(
        array('case', 'leading_zeros', 'point_zero', 'unicode_form', 'blanks', 'several')
    ) kinds as position, difference
),

invoice_keys as (
    select
        difference, terms.key_without(invoice_id, difference) as alike, min(invoice_id) as invoice_id,
        max(currency) as currency
    from known_invoices
    lateral view explode(
        array('case', 'leading_zeros', 'point_zero', 'unicode_form', 'blanks', 'several')
    ) kinds as difference
    group by difference, terms.key_without(invoice_id, difference)
),

met as (
    select
        stray_keys.source_table, stray_keys.invoice_id, stray_keys.strays, stray_keys.amount,
        min_by(stray_keys.difference, stray_keys.position) as difference,
        min_by(invoice_keys.invoice_id, stray_keys.position) as meant_id,
        min_by(invoice_keys.currency, stray_keys.position) as currency
    from stray_keys
    inner join invoice_keys
        on stray_keys.difference = invoice_keys.difference and stray_keys.alike = invoice_keys.alike
    group by stray_keys.source_table, stray_keys.invoice_id, stray_keys.strays, stray_keys.amount
),

summed as (
    select
        source_table, difference, currency, sum(strays) as strays, sum(amount) as amount, min(invoice_id) as example,
        min_by(meant_id, invoice_id) as meant
    from met
    group by source_table, difference, currency
)

select
    source_table as table_name,
    concat('invoice_id but for ', difference, ' ', currency) as rule,
    strays as rows,
    amount,
    concat(
        source_table, ': rows that would find their invoice if ',
        case difference
            when 'case' then 'upper and lower case'
            when 'leading_zeros' then 'leading zeros'
            when 'point_zero' then 'a trailing .0'
            when 'unicode_form' then 'the Unicode form'
            when 'blanks' then 'blanks'
            else 'case, leading zeros, a trailing .0, the Unicode form and blanks together'
        end, ' were ignored: ', strays, ', amount ', terms.money_text(amount, currency), ' ', currency, ', such as ',
        example, ' for ', meant
    ) as sentence
from summed
