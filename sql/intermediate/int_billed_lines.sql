-- grain: invoice_id, invoice_line_id
-- kind: view
-- What each known invoice bills: its invoice_lines where they sum to it, else the invoice itself as its one line (is_line false).
-- Lines sum to an invoice when net and tax make up its amount, or without any tax its net; to the tolerance a line.
-- order_id: the known order that the line names, else that of which it names a line, else the same of the invoice; null: none.
-- net_amount: null where nothing says it, or where lines hold the tax of a stated net: gross_net.
with order_of_line as (
    select known_order_lines.line_id, min(known_orders.order_id) as order_id
    from known_order_lines
    inner join known_orders on known_order_lines.order_id = known_orders.order_id
    where known_order_lines.line_id is not null
    group by known_order_lines.line_id
    having min(known_orders.order_id) = max(known_orders.order_id)
),

invoices as (
    select
        known_invoices.invoice_id, known_invoices.order_id as named_order_id, known_invoices.amount,
        known_invoices.net_amount, known_invoices.currency, terms.is_void(known_invoices.ledger_state) as is_void,
        coalesce(known_orders.order_id, order_of_line.order_id) as order_id
    from known_invoices
    left join known_orders on known_invoices.order_id = known_orders.order_id
    left join order_of_line on known_invoices.order_id = order_of_line.line_id
),

summed as (
    select
        known_invoices.invoice_id,
        max(known_invoices.amount) as amount,
        max(known_invoices.net_amount) as invoice_net,
        max(known_invoices.currency) as currency,
        sum(known_invoice_lines.net_amount) as net,
        coalesce(sum(known_invoice_lines.tax_amount), 0) as tax,
        count(known_invoice_lines.tax_amount) as taxed,
        count(*) as lines_count
    from known_invoice_lines
    inner join known_invoices on known_invoice_lines.invoice_id = known_invoices.invoice_id
    group by known_invoices.invoice_id
),

usable as (
    select
        invoice_id,
        if(taxed = 0 and abs(net - invoice_net) > terms.minor_units(:tolerance, currency) * lines_count, invoice_net, null)
            as gross_net
    from summed
    where abs(net + tax - amount) <= terms.minor_units(:tolerance, currency) * lines_count
        or taxed = 0 and abs(net - invoice_net) <= terms.minor_units(:tolerance, currency) * lines_count
),

lines as (
    select
        known_invoice_lines.invoice_id, known_invoice_lines.invoice_line_id, known_invoice_lines.order_id as named_order_id,
        known_invoice_lines.sku, known_invoice_lines.net_amount,
        known_invoice_lines.net_amount + coalesce(known_invoice_lines.tax_amount, 0) as weight,
        coalesce(known_orders.order_id, order_of_line.order_id) as own_order_id
    from known_invoice_lines
    left join known_orders on known_invoice_lines.order_id = known_orders.order_id
    left join order_of_line on known_invoice_lines.order_id = order_of_line.line_id
),

naming as (
    select invoice_id from lines where own_order_id is not null group by invoice_id
),

sold as (
    select order_id, sku from int_order_lines where sku is not null group by order_id, sku
),

-- Where other lines name their orders, one that names none and no product of its invoice's order bills on none, as freight does.
placed as (
    select
        lines.*, invoices.order_id as invoice_order_id, invoices.named_order_id as invoice_named_order_id,
        usable.gross_net, invoices.amount as invoice_amount, invoices.currency, invoices.is_void,
        lines.named_order_id is null and naming.invoice_id is not null and sold.order_id is null as is_apart
    from invoices
    inner join usable on invoices.invoice_id = usable.invoice_id
    inner join lines on invoices.invoice_id = lines.invoice_id
    left join naming on invoices.invoice_id = naming.invoice_id
    left join sold on invoices.order_id = sold.order_id and lines.sku = sold.sku
)

select
    invoice_id, invoice_line_id, true as is_line,
    coalesce(own_order_id, if(is_apart, null, invoice_order_id)) as order_id,
    coalesce(named_order_id, if(is_apart, null, invoice_named_order_id)) as named_order_id,
    weight, if(gross_net is null, net_amount, null) as net_amount, gross_net, invoice_amount, currency, is_void
from placed
union all
select
    invoices.invoice_id, '' as invoice_line_id, false as is_line, invoices.order_id, invoices.named_order_id,
    invoices.amount as weight, invoices.net_amount,
    cast(null as decimal(19, 4)) as gross_net, invoices.amount as invoice_amount, invoices.currency, invoices.is_void
from invoices
left join usable on invoices.invoice_id = usable.invoice_id
where usable.invoice_id is null
