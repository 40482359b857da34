-- grain: currency, measure
-- kind: view
-- What rows themselves say of their currency and net amount, and apart what is concluded for the others: the left side of
-- identity 7. An invoice states its net by its lines, where they sum to it, else in its own column, which also says the net of
-- lines that hold tax without saying so; what does not state it is its amount less the tax of the share that orders show.
with line_nets as (
    select invoice_id, sum(net_amount) as net_amount, count(tax_amount) as taxed, count(*) as lines_count
    from known_invoice_lines
    group by invoice_id
),

concluded as (
    select
        invoice_id,
        count_if(has_lines) > 0 as has_lines,
        sum(if(tax_share is null, 0.00, gross_amount - net_amount)) as tax_amount
    from int_invoice_orders
    group by invoice_id
),

nets as (
    select
        coalesce(known_invoices.stated_currency, known_invoices.currency) as currency,
        case
            when line_nets.invoice_id is null or not coalesce(concluded.has_lines, false) then known_invoices.net_amount
            when taxed = 0 and abs(line_nets.net_amount - known_invoices.net_amount)
                > terms.minor_units(:tolerance, known_invoices.currency) * lines_count then known_invoices.net_amount
            else line_nets.net_amount
        end as stated_amount,
        known_invoices.amount - coalesce(concluded.tax_amount, 0.00) as amount
    from known_invoices
    left join concluded on known_invoices.invoice_id = concluded.invoice_id
    left join line_nets on known_invoices.invoice_id = line_nets.invoice_id
    where not terms.is_void(known_invoices.ledger_state)
),

stated as (
    select coalesce(stated_currency, currency) as currency, stated_currency is not null as is_stated, 'invoices' as what, amount
    from known_invoices
    where not terms.is_void(ledger_state)
    union all
    select coalesce(stated_currency, currency), stated_currency is not null, 'payments', amount
    from known_payments
    where is_success
    union all
    select coalesce(stated_currency, currency), stated_currency is not null, 'refunds', refund_amount
    from known_returns
    union all
    select currency, stated_amount is not null, 'net amounts', coalesce(stated_amount, amount)
    from nets
)

select currency, concat(if(is_stated, 'stated ', 'unstated '), what) as measure, sum(amount) as amount
from stated
group by currency, concat(if(is_stated, 'stated ', 'unstated '), what)
