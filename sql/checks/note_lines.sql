-- grain: table_name, rule
-- Lines of invoices and orders that are in no figure: the invoice or order then counts as a whole, as its own row says.
with invoice_lines as (
    select
        invoice_id, count(*) as lines_count, sum(net_amount + coalesce(tax_amount, 0)) as lines_amount
    from known_invoice_lines
    group by invoice_id
),

used as (
    select invoice_id from int_invoice_orders where has_lines group by invoice_id
),

order_lines as (
    select order_id, count(*) as lines_count, sum(net_amount) as lines_amount, count_if(net_amount is null) as incomplete
    from known_order_lines
    group by order_id
),

problems as (
    select
        'unequal' as problem, known_invoices.currency, invoice_lines.invoice_id as entity, known_invoices.amount, lines_amount
    from invoice_lines
    inner join known_invoices on invoice_lines.invoice_id = known_invoices.invoice_id
    left join used on invoice_lines.invoice_id = used.invoice_id
    where used.invoice_id is null
    union all
    select 'no_invoice', '*', invoice_lines.invoice_id, lines_amount, lines_amount
    from invoice_lines
    left join known_invoices on invoice_lines.invoice_id = known_invoices.invoice_id
    where known_invoices.invoice_id is null
    union all
    select 'incomplete', known_orders.currency, order_lines.order_id, lines_amount, lines_amount
    from order_lines
    inner join known_orders on order_lines.order_id = known_orders.order_id
    where incomplete > 0
    union all
    select 'no_order', '*', order_lines.order_id, lines_amount, lines_amount
    from order_lines
    left join known_orders on order_lines.order_id = known_orders.order_id
    where known_orders.order_id is null
),

summed as (
    select
        problem, currency, count(*) as entities, cast(sum(coalesce(amount, 0)) as decimal(19, 4)) as amount,
        min(entity) as example, min_by(amount, entity) as example_amount, min_by(lines_amount, entity) as example_lines
    from problems
    group by problem, currency
)

select
    if(problem in ('unequal', 'no_invoice'), 'stg_invoice_lines', 'stg_order_lines') as table_name,
    if(currency = '*', problem, concat(problem, ' ', currency)) as rule,
    entities as rows,
    amount,
    case problem
        when 'unequal' then concat(
            'invoice_lines: the lines of ', entities, if(entities = 1, ' invoice of ', ' invoices of '),
            terms.money_text(amount, currency), ' ', currency,
            ' sum to another amount and are left out, such as those of ', example, ' (',
            terms.money_text(example_lines, currency), ' for ', terms.money_text(example_amount, currency),
            '): net_amount and tax_amount of the lines must make up invoices.amount')
        when 'no_invoice' then concat(
            'invoice_lines: the lines of ', entities, if(entities = 1, ' unknown invoice', ' unknown invoices'),
            ' are left out, with ',
            terms.money_text(amount, currency), ', such as those of ', example)
        when 'incomplete' then concat(
            'order_lines: the lines of ', entities, if(entities = 1, ' order', ' orders'),
            ' are left out for want of a quantity or a price, such as those of ', example,
            ': orders.qty and orders.price count')
        else concat(
            'order_lines: the lines of ', entities, if(entities = 1, ' unknown order', ' unknown orders'), ' are left out, with ',
            terms.money_text(amount, currency), ', such as those of ', example)
    end as sentence
from summed
