<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ClearButton</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>DayText</name>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>How a day is written, in the letters of QLocale::toString</extracomment>
        <translation>yyyy-MM-dd</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm</source>
        <extracomment>How a day with its time is written, in the letters of QLocale::toString</extracomment>
        <translation>yyyy-MM-dd HH:mm</translation>
    </message>
    <message>
        <source>HH:mm</source>
        <extracomment>How a time of day is written, in the letters of QLocale::toString</extracomment>
        <translation>HH:mm</translation>
    </message>
</context>
<context>
    <name>EntityRuleWords</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>own and shared</source>
        <translation>本人的和共享的</translation>
    </message>
    <message numerus="yes">
        <source>changed in the last %n day(s)</source>
        <translation>
            <numerusform>最近 %n 天内有改动的</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>own, shared, or changed in the last %n day(s)</source>
        <translation>
            <numerusform>本人的、共享的，或最近 %n 天内有改动的</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不保留</translation>
    </message>
    <message>
        <source>own</source>
        <translation>本人的</translation>
    </message>
    <message>
        <source>own and shared by name</source>
        <translation>本人的和点名共享的</translation>
    </message>
    <message>
        <source>the team&apos;s</source>
        <translation>团队的</translation>
    </message>
    <message>
        <source>the department&apos;s</source>
        <translation>本部门的</translation>
    </message>
    <message>
        <source>the department&apos;s and those below</source>
        <translation>本部门及下级部门的</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>脱敏</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>can be changed</source>
        <translation>可修改</translation>
    </message>
    <message>
        <source>no access, whatever other roles give</source>
        <translation>禁止访问，不论其他角色给了什么</translation>
    </message>
    <message>
        <source>sees %1</source>
        <translation>查看%1</translation>
    </message>
    <message>
        <source>changes %1</source>
        <translation>修改%1</translation>
    </message>
    <message>
        <source>deletes %1</source>
        <translation>删除%1</translation>
    </message>
    <message>
        <source>creates</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>exports</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>imports</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>“%1”%2</translation>
    </message>
    <message>
        <source>no access</source>
        <translation>无权限</translation>
    </message>
    <message>
        <source>not set here</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This is required.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <source>Another record has this value already.</source>
        <translation>已有其他记录使用此值。</translation>
    </message>
    <message>
        <source>There seems to be such a record already.</source>
        <translation>似乎已有这样的记录。</translation>
    </message>
    <message>
        <source>This is not a number.</source>
        <translation>这不是数字。</translation>
    </message>
    <message>
        <source>This is not a whole number.</source>
        <translation>这不是整数。</translation>
    </message>
    <message>
        <source>At most {limit} digits after the point.</source>
        <translation>小数点后最多 {limit} 位。</translation>
    </message>
    <message>
        <source>This is outside the allowed range.</source>
        <translation>超出允许范围。</translation>
    </message>
    <message>
        <source>This is not a date. Write it like 2026-11-23.</source>
        <translation>这不是日期，请写成 2026-11-23 的形式。</translation>
    </message>
    <message>
        <source>Day or month first? Write the date like 2026-11-23.</source>
        <translation>日月顺序不明确，请写成 2026-11-23 的形式。</translation>
    </message>
    <message>
        <source>A date without a time is expected.</source>
        <translation>此处只需日期，不含时间。</translation>
    </message>
    <message>
        <source>The time needs a time zone.</source>
        <translation>时间需要带时区。</translation>
    </message>
    <message>
        <source>This is not a duration. Write it like 1:30 or 2 h 15 min.</source>
        <translation>这不是时长，请写成 1:30 或 2小时15分。</translation>
    </message>
    <message>
        <source>Yes or no is expected.</source>
        <translation>请填“是”或“否”。</translation>
    </message>
    <message>
        <source>This is not an amount.</source>
        <translation>这不是金额。</translation>
    </message>
    <message>
        <source>“{currency}” is not a currency.</source>
        <translation>“{currency}”不是货币。</translation>
    </message>
    <message>
        <source>The amount needs a currency.</source>
        <translation>金额需要货币。</translation>
    </message>
    <message>
        <source>This is not an e-mail address.</source>
        <translation>这不是电子邮箱地址。</translation>
    </message>
    <message>
        <source>This is not a phone number.</source>
        <translation>这不是电话号码。</translation>
    </message>
    <message>
        <source>This is not a web address. It starts with https://.</source>
        <translation>这不是网址，网址以 https:// 开头。</translation>
    </message>
    <message>
        <source>This is not a postal address.</source>
        <translation>这不是有效的地址。</translation>
    </message>
    <message>
        <source>This does not name a record.</source>
        <translation>没有指向任何记录。</translation>
    </message>
    <message>
        <source>This does not point to a record.</source>
        <translation>没有指向任何记录。</translation>
    </message>
    <message>
        <source>This is not valid JSON.</source>
        <translation>这不是有效的 JSON。</translation>
    </message>
    <message>
        <source>Text is expected.</source>
        <translation>此处应为文本。</translation>
    </message>
    <message>
        <source>A list is expected.</source>
        <translation>此处应为列表。</translation>
    </message>
    <message>
        <source>This kind of value does not fit here.</source>
        <translation>此类值不适用于此处。</translation>
    </message>
    <message>
        <source>“{part}” is not a part of an address.</source>
        <translation>“{part}”不是地址的组成部分。</translation>
    </message>
    <message>
        <source>“{option}” is not one of the choices.</source>
        <translation>“{option}”不在可选项中。</translation>
    </message>
    <message>
        <source>This is too long: at most {limit} characters.</source>
        <translation>内容过长：最多 {limit} 个字符。</translation>
    </message>
    <message>
        <source>These are too many: at most {limit}.</source>
        <translation>数量过多：最多 {limit} 个。</translation>
    </message>
    <message>
        <source>Only one line is allowed.</source>
        <translation>只能填写一行。</translation>
    </message>
    <message>
        <source>This contains characters that cannot be stored.</source>
        <translation>含有无法保存的字符。</translation>
    </message>
    <message>
        <source>This is calculated and cannot be entered.</source>
        <translation>此项为自动计算，不能填写。</translation>
    </message>
    <message>
        <source>This cannot be changed.</source>
        <translation>此项不能修改。</translation>
    </message>
    <message>
        <source>It does not exist any more, or you may not see it.</source>
        <translation>它已不存在，或您无权查看。</translation>
    </message>
    <message>
        <source>You do not have the permission for this.</source>
        <translation>您没有此操作的权限。</translation>
    </message>
    <message>
        <source>The name or the password is wrong.</source>
        <translation>用户名或密码错误。</translation>
    </message>
    <message>
        <source>The code is wrong or was used already.</source>
        <translation>验证码错误或已被使用。</translation>
    </message>
    <message>
        <source>This user is disabled. Ask your administrator.</source>
        <translation>该用户已停用，请联系管理员。</translation>
    </message>
    <message>
        <source>Please sign in again.</source>
        <translation>请重新登录。</translation>
    </message>
    <message>
        <source>Too many attempts. Try again in {retryAfter} seconds.</source>
        <translation>尝试次数过多，请在 {retryAfter} 秒后重试。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>The disk could not be read or written.</source>
        <translation>磁盘读写失败。</translation>
    </message>
    <message>
        <source>The data is in use by another program.</source>
        <translation>数据正被其他程序使用。</translation>
    </message>
    <message>
        <source>The data could not be opened.</source>
        <translation>无法打开数据。</translation>
    </message>
    <message>
        <source>The server is stopping. Nothing is lost; it is tried again later.</source>
        <translation>服务器正在停止。不会丢失任何内容，稍后自动重试。</translation>
    </message>
    <message>
        <source>This needs a connection to the server.</source>
        <translation>此操作需要连接服务器。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not the one that you trusted.</source>
        <translation>服务器证书与您信任的证书不一致。</translation>
    </message>
    <message>
        <source>This version does not fit the server&apos;s. Please update.</source>
        <translation>此版本与服务器不兼容，请更新。</translation>
    </message>
    <message>
        <source>The server is older than this program. Ask your administrator.</source>
        <translation>服务器版本低于本程序，请联系管理员。</translation>
    </message>
    <message>
        <source>There is no field of this name.</source>
        <translation>没有这个名称的字段。</translation>
    </message>
    <message>
        <source>“{token}” is not expected here.</source>
        <translation>此处不应出现“{token}”。</translation>
    </message>
    <message>
        <source>The expression is not finished.</source>
        <translation>表达式不完整。</translation>
    </message>
    <message>
        <source>These kinds of values do not go together.</source>
        <translation>这些类型的值不能一起使用。</translation>
    </message>
    <message>
        <source>This name is taken already.</source>
        <translation>此名称已被占用。</translation>
    </message>
    <message>
        <source>A name starts with a small letter and has letters and digits only.</source>
        <translation>标识以小写字母开头，只含字母和数字。</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>出现错误。</translation>
    </message>
    <message>
        <source>This is not valid.</source>
        <translation>内容无效。</translation>
    </message>
    <message>
        <source>This is not possible in the present state.</source>
        <translation>当前状态下无法执行此操作。</translation>
    </message>
    <message>
        <source>This is too large.</source>
        <translation>内容过大。</translation>
    </message>
    <message>
        <source>Too many at once. Try again later.</source>
        <translation>操作过于频繁，请稍后再试。</translation>
    </message>
    <message>
        <source>Not available now. It is tried again later.</source>
        <translation>暂时不可用，稍后自动重试。</translation>
    </message>
    <message>
        <source>This version does not support that.</source>
        <translation>此版本不支持该功能。</translation>
    </message>
    <message>
        <source>The data is damaged.</source>
        <translation>数据已损坏。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The address is too long.</source>
        <translation>地址过长。</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>已经存在。</translation>
    </message>
    <message>
        <source>Several records are called “{text}”.</source>
        <translation>有多条记录名为“{text}”。</translation>
    </message>
    <message>
        <source>This was sent long ago, and its answer is not known any more.</source>
        <translation>此请求早已发送，其结果已无法查询。</translation>
    </message>
    <message>
        <source>This is not the name of a file&apos;s content.</source>
        <translation>这不是文件内容的标识。</translation>
    </message>
    <message>
        <source>This is not an id.</source>
        <translation>这不是有效的标识。</translation>
    </message>
    <message>
        <source>This is not a format of numbers.</source>
        <translation>编号格式无效。</translation>
    </message>
    <message>
        <source>The upload goes on at another place.</source>
        <translation>上传位置不符。</translation>
    </message>
    <message>
        <source>This page is not known.</source>
        <translation>无法识别该页位置。</translation>
    </message>
    <message>
        <source>“{value}” does not fit here. {meaning}</source>
        <translation>“{value}”不适用于此处。{meaning}</translation>
    </message>
    <message>
        <source>The request is too large.</source>
        <translation>请求内容过大。</translation>
    </message>
    <message>
        <source>What is built in cannot be changed or deleted.</source>
        <translation>内置内容不能修改或删除。</translation>
    </message>
    <message>
        <source>The server is busy. Try again later.</source>
        <translation>服务器繁忙，请稍后再试。</translation>
    </message>
    <message>
        <source>The folder could not be created.</source>
        <translation>无法创建文件夹。</translation>
    </message>
    <message>
        <source>The file could not be read.</source>
        <translation>无法读取文件。</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>无法写入文件。</translation>
    </message>
    <message>
        <source>The certificate or its key could not be read.</source>
        <translation>无法读取证书或其私钥。</translation>
    </message>
    <message>
        <source>It was changed meanwhile. Read it again.</source>
        <translation>内容已被他人修改，请重新读取。</translation>
    </message>
    <message>
        <source>The file changed while it was read.</source>
        <translation>读取过程中文件发生了变化。</translation>
    </message>
    <message>
        <source>The backup is not what was written.</source>
        <translation>备份内容与写入时不一致。</translation>
    </message>
    <message>
        <source>It would stand above itself.</source>
        <translation>不能成为自己的上级。</translation>
    </message>
    <message>
        <source>A field cannot change its type.</source>
        <translation>字段不能更改类型。</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>服务器没有响应。</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>连接已断开。</translation>
    </message>
    <message>
        <source>No server answers at this address.</source>
        <translation>该地址没有服务器响应。</translation>
    </message>
    <message>
        <source>The data is fetched anew.</source>
        <translation>正在重新获取数据。</translation>
    </message>
    <message>
        <source>The steps go round in a circle.</source>
        <translation>节点之间存在循环。</translation>
    </message>
    <message>
        <source>No daemon is running on this data folder.</source>
        <translation>该数据文件夹上没有运行中的服务。</translation>
    </message>
    <message>
        <source>This laptop&apos;s data was copied or restored; it gets a new identity.</source>
        <translation>本机数据曾被复制或恢复，将获得新的设备标识。</translation>
    </message>
    <message>
        <source>The field is filled twice.</source>
        <translation>该字段被重复填写。</translation>
    </message>
    <message>
        <source>Two steps have the same name.</source>
        <translation>有两个节点名称相同。</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>内容为空。</translation>
    </message>
    <message>
        <source>This text encoding cannot be read here.</source>
        <translation>此处无法读取该文本编码。</translation>
    </message>
    <message>
        <source>There is such a record already.</source>
        <translation>已有这样的记录。</translation>
    </message>
    <message>
        <source>This kind of request is not known.</source>
        <translation>不支持此类请求。</translation>
    </message>
    <message>
        <source>You may not see this field.</source>
        <translation>您无权查看此字段。</translation>
    </message>
    <message>
        <source>You may not change this field.</source>
        <translation>您无权修改此字段。</translation>
    </message>
    <message>
        <source>A file&apos;s content is missing.</source>
        <translation>缺少文件内容。</translation>
    </message>
    <message>
        <source>The folder is not empty.</source>
        <translation>文件夹不为空。</translation>
    </message>
    <message>
        <source>The file did not arrive whole. It is sent again.</source>
        <translation>文件传输不完整，将重新发送。</translation>
    </message>
    <message>
        <source>The head of the request is too large.</source>
        <translation>请求头过大。</translation>
    </message>
    <message>
        <source>There is no server of this name.</source>
        <translation>找不到该名称的服务器。</translation>
    </message>
    <message>
        <source>No column of this file fits a field.</source>
        <translation>此文件中没有与字段对应的列。</translation>
    </message>
    <message>
        <source>You may not import here.</source>
        <translation>您无权在此导入。</translation>
    </message>
    <message>
        <source>The record that it points to is not there.</source>
        <translation>所指向的记录不存在。</translation>
    </message>
    <message>
        <source>The request could not be understood.</source>
        <translation>无法理解该请求。</translation>
    </message>
    <message>
        <source>You may not create this.</source>
        <translation>您无权新建。</translation>
    </message>
    <message>
        <source>You may not delete this.</source>
        <translation>您无权删除。</translation>
    </message>
    <message>
        <source>You may not change this.</source>
        <translation>您无权修改。</translation>
    </message>
    <message>
        <source>This is not possible at this address.</source>
        <translation>该地址不支持此操作。</translation>
    </message>
    <message>
        <source>The data was written by a newer version.</source>
        <translation>数据由更新的版本写入。</translation>
    </message>
    <message>
        <source>Nobody could be found to approve this.</source>
        <translation>找不到审批人。</translation>
    </message>
    <message>
        <source>The flow has no end.</source>
        <translation>流程没有结束节点。</translation>
    </message>
    <message>
        <source>“key = value” is expected.</source>
        <translation>应为“键 = 值”的形式。</translation>
    </message>
    <message>
        <source>This is gone for good, or you may not see it any more.</source>
        <translation>此内容已被彻底删除，或您已无权查看。</translation>
    </message>
    <message>
        <source>There is no network.</source>
        <translation>没有网络连接。</translation>
    </message>
    <message>
        <source>The flow has no start.</source>
        <translation>流程没有开始节点。</translation>
    </message>
    <message>
        <source>This cannot be changed later.</source>
        <translation>此项之后不能更改。</translation>
    </message>
    <message>
        <source>This cannot be imported.</source>
        <translation>此项不能导入。</translation>
    </message>
    <message>
        <source>This cannot be used in a filter.</source>
        <translation>此项不能用于筛选。</translation>
    </message>
    <message>
        <source>The flow has not come this far.</source>
        <translation>流程尚未到达此处。</translation>
    </message>
    <message>
        <source>It cannot be sorted by this.</source>
        <translation>不能按此项排序。</translation>
    </message>
    <message>
        <source>Only who started it may do this.</source>
        <translation>只有发起人可以执行此操作。</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>此操作无法撤销。</translation>
    </message>
    <message>
        <source>This place cannot be written to.</source>
        <translation>此位置无法写入。</translation>
    </message>
    <message>
        <source>This task is somebody else&apos;s.</source>
        <translation>这是他人的待办。</translation>
    </message>
    <message>
        <source>This belongs to somebody else.</source>
        <translation>此内容属于他人。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>The record was deleted.</source>
        <translation>该记录已被删除。</translation>
    </message>
    <message>
        <source>It was taken back because of another error.</source>
        <translation>因其他错误已撤回。</translation>
    </message>
    <message>
        <source>A record cannot be joined with itself.</source>
        <translation>记录不能与自身合并。</translation>
    </message>
    <message>
        <source>An entity cannot change its table.</source>
        <translation>实体不能更换数据表。</translation>
    </message>
    <message>
        <source>No secure connection could be made.</source>
        <translation>无法建立安全连接。</translation>
    </message>
    <message>
        <source>Too many rules call each other.</source>
        <translation>规则相互触发过多。</translation>
    </message>
    <message>
        <source>The row has more cells than the header.</source>
        <translation>该行的单元格多于表头。</translation>
    </message>
    <message>
        <source>There are too many fields or entities.</source>
        <translation>字段或实体过多。</translation>
    </message>
    <message>
        <source>The file could not be transferred.</source>
        <translation>文件传输失败。</translation>
    </message>
    <message>
        <source>A quotation mark is missing.</source>
        <translation>缺少引号。</translation>
    </message>
    <message>
        <source>There is no such action.</source>
        <translation>没有这样的操作。</translation>
    </message>
    <message>
        <source>There is no argument of this name.</source>
        <translation>没有该名称的参数。</translation>
    </message>
    <message>
        <source>There is no column of this name.</source>
        <translation>没有该名称的列。</translation>
    </message>
    <message>
        <source>There is no entity of this name.</source>
        <translation>没有该名称的实体。</translation>
    </message>
    <message>
        <source>There is no such function.</source>
        <translation>没有这样的函数。</translation>
    </message>
    <message>
        <source>There is no key of this name.</source>
        <translation>没有该名称的键。</translation>
    </message>
    <message>
        <source>There is no step of this name.</source>
        <translation>没有该名称的节点。</translation>
    </message>
    <message>
        <source>This value is not known.</source>
        <translation>无法识别该值。</translation>
    </message>
    <message>
        <source>No way leads to this step.</source>
        <translation>该节点无法到达。</translation>
    </message>
    <message>
        <source>This kind of database is not supported.</source>
        <translation>不支持此类数据库。</translation>
    </message>
    <message>
        <source>The connection was refused.</source>
        <translation>连接被拒绝。</translation>
    </message>
    <message>
        <source>This control token is not the daemon&apos;s.</source>
        <translation>控制令牌不正确。</translation>
    </message>
    <message>
        <source>This was sent in the name of another device.</source>
        <translation>此请求以其他设备的名义发送。</translation>
    </message>
    <message>
        <source>The text is in another encoding.</source>
        <translation>文本编码不符。</translation>
    </message>
    <message>
        <source>The server was restored from a backup; everything is fetched anew.</source>
        <translation>服务器已从备份恢复，正在重新获取全部数据。</translation>
    </message>
    <message>
        <source>The backup was written by a newer version.</source>
        <translation>备份由更新的版本写入。</translation>
    </message>
    <message>
        <source>The column that this one depends on must come first.</source>
        <translation>所依赖的列必须先行映射。</translation>
    </message>
    <message>
        <source>This laptop belongs to another user.</source>
        <translation>此设备属于另一位用户。</translation>
    </message>
    <message>
        <source>You are signed out. Please sign in again.</source>
        <translation>您已退出登录，请重新登录。</translation>
    </message>
    <message>
        <source>This kind of job is not known.</source>
        <translation>无法识别该类任务。</translation>
    </message>
    <message>
        <source>A rule cannot start with an action.</source>
        <translation>规则不能由动作触发。</translation>
    </message>
    <message>
        <source>This was resolved already.</source>
        <translation>这已经处理过了。</translation>
    </message>
    <message>
        <source>This was submitted already and waits for a decision.</source>
        <translation>已经提交，正在等待审批。</translation>
    </message>
    <message>
        <source>This is not an amount. Write it like money(12.50, &apos;CNY&apos;).</source>
        <translation>这不是金额。请写成 money(12.50, &apos;CNY&apos;) 的样子。</translation>
    </message>
    <message>
        <source>This is not a date. Write it like date(&apos;2026-11-23&apos;).</source>
        <translation>这不是日期。请写成 date(&apos;2026-11-23&apos;) 的样子。</translation>
    </message>
    <message>
        <source>The formula behind this field cannot be calculated.</source>
        <translation>该字段背后的公式无法计算。</translation>
    </message>
    <message>
        <source>Cell {column} is larger than {limit} bytes.</source>
        <translation>第 {column} 个单元格超过 {limit} 字节。</translation>
    </message>
    <message>
        <source>The server shows another certificate than the one that you trusted.</source>
        <translation>服务器出示的证书与您信任的不同。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not known yet. Compare its fingerprint and trust it.</source>
        <translation>服务器的证书还不认识。请核对指纹后再信任。</translation>
    </message>
    <message>
        <source>This is defined twice.</source>
        <translation>这里重复定义了。</translation>
    </message>
    <message>
        <source>The field does not exist any more.</source>
        <translation>该字段已不存在。</translation>
    </message>
    <message>
        <source>This field cannot be used here.</source>
        <translation>该字段不能用在这里。</translation>
    </message>
    <message>
        <source>Too many formulas build on each other, or one builds on itself.</source>
        <translation>公式嵌套层数过多，或公式引用了自身。</translation>
    </message>
    <message>
        <source>Several records fit “{text}”.</source>
        <translation>有多条记录符合“{text}”。</translation>
    </message>
    <message>
        <source>Something that is required is missing.</source>
        <translation>缺少必需的内容。</translation>
    </message>
    <message>
        <source>There are no definitions in this place.</source>
        <translation>这里没有定义。</translation>
    </message>
    <message>
        <source>This field has no choices.</source>
        <translation>该字段没有选项。</translation>
    </message>
    <message>
        <source>This entity does not join two others.</source>
        <translation>该类记录不连接另外两类记录。</translation>
    </message>
    <message>
        <source>A list of texts is expected.</source>
        <translation>这里应为文本列表。</translation>
    </message>
    <message>
        <source>This is not a time. Write it like 14:30.</source>
        <translation>这不是时间。请写成 14:30 的样子。</translation>
    </message>
    <message>
        <source>An object is expected.</source>
        <translation>这里应为对象。</translation>
    </message>
    <message>
        <source>Records of this kind are not approved.</source>
        <translation>这类记录不需要审批。</translation>
    </message>
    <message>
        <source>Numbers must go up.</source>
        <translation>编号必须递增。</translation>
    </message>
    <message>
        <source>true or false is expected.</source>
        <translation>这里应为 true 或 false。</translation>
    </message>
    <message>
        <source>This does not go with the type of the field.</source>
        <translation>这与字段类型不符。</translation>
    </message>
    <message>
        <source>Every step does exactly one thing.</source>
        <translation>每个步骤只能做一件事。</translation>
    </message>
    <message>
        <source>This approval is over already.</source>
        <translation>该审批已经结束。</translation>
    </message>
    <message>
        <source>This field is calculated and has no place here.</source>
        <translation>该字段是计算得出的，不能用在这里。</translation>
    </message>
    <message>
        <source>This was not submitted for approval.</source>
        <translation>这还没有提交审批。</translation>
    </message>
    <message>
        <source>This file is about another entity.</source>
        <translation>该文件属于另一类记录。</translation>
    </message>
    <message>
        <source>It is not your turn yet.</source>
        <translation>还没有轮到您。</translation>
    </message>
    <message>
        <source>The record does not exist any more.</source>
        <translation>该记录已不存在。</translation>
    </message>
    <message>
        <source>This is required before the stage can be entered.</source>
        <translation>进入该阶段前必须填写。</translation>
    </message>
    <message>
        <source>This name is reserved.</source>
        <translation>该名称是保留的。</translation>
    </message>
    <message>
        <source>The row is larger than {limit} bytes.</source>
        <translation>该行超过 {limit} 字节。</translation>
    </message>
    <message>
        <source>A field that is part of the program cannot be defined anew.</source>
        <translation>程序自带的字段不能重新定义。</translation>
    </message>
    <message>
        <source>This stage belongs to another pipeline.</source>
        <translation>该阶段属于另一条销售流程。</translation>
    </message>
    <message>
        <source>This task was decided already.</source>
        <translation>该待办已经处理过了。</translation>
    </message>
    <message>
        <source>There are more than {limit} columns.</source>
        <translation>列数超过 {limit}。</translation>
    </message>
    <message>
        <source>This stands there twice.</source>
        <translation>这里出现了两次。</translation>
    </message>
    <message>
        <source>The record that the rule names does not exist.</source>
        <translation>规则所指的记录不存在。</translation>
    </message>
    <message>
        <source>There is no related list of this name.</source>
        <translation>没有这个名称的相关列表。</translation>
    </message>
    <message>
        <source>“{word}” is not known here.</source>
        <translation>这里不认识“{word}”。</translation>
    </message>
    <message>
        <source>Nobody can do more with a record than he may see.</source>
        <translation>不能对看不到的记录进行操作。</translation>
    </message>
    <message>
        <source>This cannot be withdrawn any more.</source>
        <translation>已经不能撤回。</translation>
    </message>
    <message>
        <source>The function takes another number of arguments.</source>
        <translation>该函数的参数个数不对。</translation>
    </message>
    <message>
        <source>This does not go with the other fields: “{rule}” must hold.</source>
        <translation>与其他字段不符：必须满足“{rule}”。</translation>
    </message>
    <message>
        <source>The disk or the folder cannot be written to.</source>
        <translation>磁盘或文件夹不可写。</translation>
    </message>
    <message>
        <source>The folder for backups is not there. Is its disk mounted?</source>
        <translation>备份文件夹不存在，请检查磁盘是否已挂载。</translation>
    </message>
    <message>
        <source>The folder for backups cannot be written to.</source>
        <translation>备份文件夹不可写。</translation>
    </message>
    <message>
        <source>A file could not be copied.</source>
        <translation>文件无法复制。</translation>
    </message>
    <message>
        <source>This could not be removed.</source>
        <translation>无法删除。</translation>
    </message>
    <message>
        <source>You may not read the daemon&apos;s data folder.</source>
        <translation>没有权限读取服务器的数据文件夹。</translation>
    </message>
    <message>
        <source>There is something of this name already.</source>
        <translation>同名的文件或文件夹已存在。</translation>
    </message>
    <message>
        <source>There is no backup in this folder.</source>
        <translation>这个文件夹里没有备份。</translation>
    </message>
    <message>
        <source>There is no department “{name}”, or more than one.</source>
        <translation>没有部门“{name}”，或有多个同名部门。</translation>
    </message>
    <message>
        <source>There is no role “{role}”.</source>
        <translation>没有角色“{role}”。</translation>
    </message>
    <message>
        <source>There is no user “{login}”.</source>
        <translation>没有用户“{login}”。</translation>
    </message>
    <message>
        <source>This is too short: at least {minimum} characters.</source>
        <translation>太短了，至少 {minimum} 个字符。</translation>
    </message>
    <message>
        <source>It is not possible to listen at {address}.</source>
        <translation>无法在 {address} 上监听。</translation>
    </message>
    <message>
        <source>Another daemon (process {pid}) uses the data folder {folder}.</source>
        <translation>数据文件夹 {folder} 正被另一个服务进程（{pid}）使用。</translation>
    </message>
    <message>
        <source>This user may not use the port of {address}.</source>
        <translation>当前用户无权使用 {address} 的端口。</translation>
    </message>
    <message>
        <source>Another program uses the port of {address}.</source>
        <translation>{address} 的端口已被其他程序占用。</translation>
    </message>
    <message>
        <source>There is no such job. “tandemctl jobs” lists them.</source>
        <translation>没有这个任务，可用 tandemctl jobs 查看列表。</translation>
    </message>
    <message>
        <source>The file cannot be replaced. Perhaps another program has it open.</source>
        <translation>无法替换该文件，可能正被其他程序打开。</translation>
    </message>
    <message>
        <source>This does not name a database. Write it like postgresql://user@host/name.</source>
        <translation>这不是数据库地址，格式为 postgresql://用户@主机/库名。</translation>
    </message>
    <message>
        <source>The database has data in it already.</source>
        <translation>该数据库中已有数据。</translation>
    </message>
    <message>
        <source>The database must be made with the encoding UTF8.</source>
        <translation>数据库的编码必须是 UTF8。</translation>
    </message>
    <message>
        <source>This is not the address of a server. It looks like tandem.example.com or tandem.example.com:7443.</source>
        <translation>这不是服务器地址。正确的格式如 tandem.example.com 或 tandem.example.com:7443。</translation>
    </message>
    <message>
        <source>The list has {count} records; at most {limit} can be printed. Narrow the filter, or export it as PDF.</source>
        <translation>列表有 {count} 条记录，最多可打印 {limit} 条。请缩小筛选范围，或导出为 PDF。</translation>
    </message>
    <message>
        <source>This condition is too large.</source>
        <translation>此条件过大。</translation>
    </message>
    <message>
        <source>The server does not have the content of this file. Attach the file again.</source>
        <translation>服务器上没有此文件的内容，请重新添加此文件。</translation>
    </message>
    <message>
        <source>At this step the decision cannot be handed over.</source>
        <translation>此环节不允许转交。</translation>
    </message>
    <message>
        <source>At this step no approver can be added.</source>
        <translation>此环节不允许加签。</translation>
    </message>
    <message>
        <source>Who started an approval does not decide on it.</source>
        <translation>发起人不能审批自己的申请。</translation>
    </message>
    <message>
        <source>This person decides at this step already.</source>
        <translation>此人已经是该环节的审批人。</translation>
    </message>
    <message>
        <source>At this step {limit} people were drawn in already. Somebody has to decide.</source>
        <translation>此环节已转交或加签 {limit} 人，请作出审批。</translation>
    </message>
    <message>
        <source>The approvers were reminded a short while ago. It is possible again from {time:again} on.</source>
        <translation>刚刚已经催办过，{time:again} 之后可以再次催办。</translation>
    </message>
    <message>
        <source>This person does not work here any more.</source>
        <translation>此人已离职或停用。</translation>
    </message>
    <message>
        <source>The import that this belongs to was reverted, so it was not taken.</source>
        <translation>所属的导入已撤销，因此未接受此更改。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The backup is encrypted. Name the file of its key with --key-file, or set TANDEM_BACKUP_KEY.</source>
        <translation>备份已加密。请用 --key-file 指定密钥文件，或设置 TANDEM_BACKUP_KEY。</translation>
    </message>
    <message>
        <source>The backup was encrypted with another key.</source>
        <translation>备份是用另一个密钥加密的。</translation>
    </message>
    <message>
        <source>This is not the key of a backup. A key is 64 hexadecimal digits; “openssl rand -hex 32” makes one.</source>
        <translation>这不是备份密钥。密钥是 64 位十六进制数字，可用“openssl rand -hex 32”生成。</translation>
    </message>
    <message>
        <source>It was changed again since.</source>
        <translation>此后又有改动。</translation>
    </message>
    <message>
        <source>The copy is not the same as the original.</source>
        <translation>副本与原件不一致。</translation>
    </message>
    <message>
        <source>There is no database in this folder.</source>
        <translation>这个文件夹里没有数据库。</translation>
    </message>
    <message>
        <source>Only a change of fields can be undone.</source>
        <translation>只能撤销对字段的修改。</translation>
    </message>
    <message>
        <source>The history from that time is no longer kept.</source>
        <translation>当时的历史记录已不再保留。</translation>
    </message>
    <message>
        <source>This cannot be done in the record&apos;s present state.</source>
        <translation>记录的当前状态不允许此操作。</translation>
    </message>
    <message>
        <source>The backup is not encrypted, but a key was given. Leave the key out to take it nevertheless.</source>
        <translation>备份没有加密，但给出了密钥。如仍要使用，请不要给出密钥。</translation>
    </message>
    <message>
        <source>Say how many days, from 1 to 36500.</source>
        <translation>请写明天数，1 到 36500。</translation>
    </message>
    <message>
        <source>Days count for “recent” and “mineAndRecent” only. Leave them out here.</source>
        <translation>只有 “recent” 和 “mineAndRecent” 才计天数，这里请不要写天数。</translation>
    </message>
    <message>
        <source>“{word}” is not known here. Write one of these: {words}.</source>
        <translation>这里不认识“{word}”。请从中选一个：{words}。</translation>
    </message>
    <message>
        <source>This server needs a newer Tandem. What you do until the update is kept here and sent then.</source>
        <translation>此服务器需要更新版本的 Tandem。更新之前您所做的内容都会保留在本机，更新后再发送。</translation>
    </message>
    <message>
        <source>A field was removed before this was sent. What you typed into it is kept here.</source>
        <translation>发送之前该字段已被删除。您输入的内容保留在这里。</translation>
    </message>
    <message>
        <source>This kind of record was removed. What you typed is kept here.</source>
        <translation>这类记录已被删除。您输入的内容保留在这里。</translation>
    </message>
    <message>
        <source>“{value}” does not fit here. It looks like {example}.</source>
        <translation>这里不能填“{value}”。应类似 {example}。</translation>
    </message>
    <message>
        <source>The printer did not take the pages.</source>
        <translation>打印机没有接收页面。</translation>
    </message>
    <message>
        <source>The file is larger than {size:limit}, which is the most that the server takes.</source>
        <translation>文件超过 {size:limit}，这是服务器接收的上限。</translation>
    </message>
    <message>
        <source>The company has too little room for this file ({size:used} of {size:limit} are used). It stays on this computer and is sent when there is room.</source>
        <translation>公司的文件空间不够放下此文件（已用 {size:used}，共 {size:limit}）。文件保留在本机，有空间时会自动发送。</translation>
    </message>
    <message>
        <source>The server&apos;s disk is almost full. The file stays on this computer and is sent when there is room again.</source>
        <translation>服务器磁盘即将用尽。文件保留在本机，有空间时会自动发送。</translation>
    </message>
    <message>
        <source>The server&apos;s virus scanner found {finding} in this file. Nobody gets it.</source>
        <translation>服务器的病毒扫描程序在此文件中发现 {finding}。任何人都不会收到它。</translation>
    </message>
    <message>
        <source>The server&apos;s virus scanner has not looked at this file yet. Try again later.</source>
        <translation>服务器的病毒扫描程序尚未检查此文件，请稍后再试。</translation>
    </message>
    <message>
        <source>The server&apos;s virus scanner cannot be reached. The file stays on this computer and is sent when it can.</source>
        <translation>无法连接服务器的病毒扫描程序。文件保留在本机，恢复后会自动发送。</translation>
    </message>
    <message>
        <source>This was undone already.</source>
        <translation>这已经撤销过了。</translation>
    </message>
    <message>
        <source>This is being undone right now.</source>
        <translation>正在撤销中。</translation>
    </message>
    <message>
        <source>The mass change that this belongs to was undone, so it was not taken.</source>
        <translation>所属的批量更改已撤销，因此未被接受。</translation>
    </message>
    <message>
        <source>This server is too old for this Tandem. Ask your administrator to update it. What you do until then is kept here and sent then.</source>
        <translation>此服务器的版本低于本机的 Tandem，请联系管理员更新服务器。在此之前您所做的内容都会保留在本机，更新后再发送。</translation>
    </message>
    <message>
        <source>The database takes no changes at the moment.</source>
        <translation>数据库目前不接受更改。</translation>
    </message>
    <message>
        <source>None of the database&apos;s servers answers and takes changes. It goes on when one of them is promoted.</source>
        <translation>数据库的服务器中没有一台可以连接并接受更改。其中一台提升为主库后会自动继续。</translation>
    </message>
    <message>
        <source>The server has lost its last changes. Those made here are sent to it again.</source>
        <translation>服务器丢失了最近的更改。在此处所做的更改会重新发送。</translation>
    </message>
    <message>
        <source>More than {limit} of these records are on the server only. Narrow the filter, and change them in parts.</source>
        <translation>这些记录中有超过 {limit} 条只在服务器上。请缩小筛选范围，分批修改。</translation>
    </message>
    <message>
        <source>The record was removed from the recycle bin for good and cannot come back.</source>
        <translation>该记录已从回收站中彻底清除，无法恢复。</translation>
    </message>
    <message>
        <source>The list has more than {limit} records, which cannot be printed. Narrow the filter, or export it as PDF.</source>
        <translation>列表超过 {limit} 条记录，无法打印。请缩小筛选范围，或导出为 PDF。</translation>
    </message>
    <message>
        <source>It is on its way to the server already.</source>
        <translation>已经在发送到服务器的途中。</translation>
    </message>
    <message>
        <source>This device was signed out elsewhere. What was written here is kept; sign in again to send it.</source>
        <translation>此设备已在别处被登出。这里写的内容都会保留，重新登录后发送。</translation>
    </message>
    <message>
        <source>There is no such sign-in, or it has ended already.</source>
        <translation>没有这个登录，或者它已经结束。</translation>
    </message>
    <message>
        <source>This computer keeps only a part of “{entity}”. To find what is there already, the import needs a connection to the server.</source>
        <translation>此电脑只保存“{entity}”的一部分。要找出已有的记录，导入需要连接服务器。</translation>
    </message>
    <message>
        <source>The company is being moved to another database. What you change waits on your computer and is sent afterwards.</source>
        <translation>公司数据正在迁移到另一个数据库。您所做的更改保存在本机，稍后发送。</translation>
    </message>
    <message>
        <source>The company was moved to another database. The server has to be started with its new configuration.</source>
        <translation>公司数据已迁移到另一个数据库。服务器须以新的配置启动。</translation>
    </message>
    <message>
        <source>The running daemon is of another version than this program. Restart it first.</source>
        <translation>正在运行的守护进程与本程序版本不同，请先重启守护进程。</translation>
    </message>
    <message>
        <source>The server is still fetching this file from its store. Try again later.</source>
        <translation>服务器仍在从存储中取回此文件，请稍后再试。</translation>
    </message>
    <message>
        <source>The server&apos;s store of attached files cannot be reached. Try again later.</source>
        <translation>无法连接服务器的附件存储，请稍后再试。</translation>
    </message>
    <message>
        <source>The store of attached files refuses the server. An administrator has to look at its keys and rights.</source>
        <translation>附件存储拒绝了服务器的访问，请管理员检查其密钥和权限。</translation>
    </message>
    <message>
        <source>In this place of the store lie another company&apos;s attached files. Each company needs a prefix of its own.</source>
        <translation>存储的这个位置已存放另一家公司的附件。每家公司都需要使用自己的前缀。</translation>
    </message>
    <message>
        <source>{count} records point to the one that would go. At most {limit} can be moved to another one at once.</source>
        <translation>有 {count} 条记录指向将被并入的记录，一次最多只能改指 {limit} 条。</translation>
    </message>
    <message>
        <source>This is neither a text file nor a workbook. Choose a spreadsheet that was saved as XLSX or CSV.</source>
        <translation>这既不是文本文件，也不是工作簿。请选择另存为 XLSX 或 CSV 的表格。</translation>
    </message>
    <message>
        <source>This is a workbook of a kind that cannot be read. Save it as XLSX or CSV in the spreadsheet program first.</source>
        <translation>无法读取这种格式的工作簿。请先在表格软件中另存为 XLSX 或 CSV。</translation>
    </message>
    <message>
        <source>This is a binary workbook (XLSB). Save it as XLSX or CSV in the spreadsheet program first.</source>
        <translation>这是二进制工作簿（XLSB）。请先在表格软件中另存为 XLSX 或 CSV。</translation>
    </message>
    <message>
        <source>This workbook is damaged or incomplete. Open it in the spreadsheet program and save it anew, or as CSV.</source>
        <translation>该工作簿已损坏或不完整。请在表格软件中打开后重新保存，或另存为 CSV。</translation>
    </message>
    <message>
        <source>This workbook is protected by a password. Save it without one in the spreadsheet program first.</source>
        <translation>该工作簿受密码保护。请先在表格软件中取消密码后保存。</translation>
    </message>
    <message>
        <source>This file is no workbook and has no sheets. Name none.</source>
        <translation>该文件不是工作簿，没有工作表。请不要指定工作表。</translation>
    </message>
    <message>
        <source>This is a workbook of the old kind (XLS). Save it as XLSX or CSV in the spreadsheet program first.</source>
        <translation>这是旧格式的工作簿（XLS）。请先在表格软件中另存为 XLSX 或 CSV。</translation>
    </message>
    <message>
        <source>There is no sheet “{sheet}” in this workbook. Choose one of these: {sheets}.</source>
        <translation>该工作簿里没有工作表“{sheet}”。请从以下工作表中选择：{sheets}。</translation>
    </message>
    <message>
        <source>This workbook is too large to be unpacked. Save the sheet as CSV, or divide it into several workbooks.</source>
        <translation>该工作簿太大，无法解压。请把工作表另存为 CSV，或拆分成几个工作簿。</translation>
    </message>
</context>
<context>
    <name>FieldError</name>
    <message>
        <source>At least %1.</source>
        <translation>不能小于 %1。</translation>
    </message>
    <message>
        <source>At most %1.</source>
        <translation>不能大于 %1。</translation>
    </message>
    <message>
        <source>Between %1 and %2.</source>
        <translation>应在 %1 到 %2 之间。</translation>
    </message>
    <message>
        <source>The expression is too long.</source>
        <translation>表达式过长。</translation>
    </message>
    <message>
        <source>Character %1: there is no field “%2”.</source>
        <translation>第 %1 个字符：没有字段“%2”。</translation>
    </message>
    <message>
        <source>Character %1: %2</source>
        <translation>第 %1 个字符：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Line %1, character %2: this is not JSON. Look there for a missing comma, quotation mark or bracket.</source>
        <translation>第 %1 行第 %2 个字符：这不是 JSON。请检查那里是否缺少逗号、引号或括号。</translation>
    </message>
</context>
<context>
    <name>FieldFormat</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>FilterText</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>is</source>
        <translation>等于</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>不等于</translation>
    </message>
    <message>
        <source>below</source>
        <translation>小于</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>不大于</translation>
    </message>
    <message>
        <source>above</source>
        <translation>大于</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>不小于</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>属于</translation>
    </message>
    <message>
        <source>is none of</source>
        <translation>不属于</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>begins with</source>
        <translation>开头是</translation>
    </message>
    <message>
        <source>between</source>
        <translation>介于</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>is not empty</source>
        <translation>不为空</translation>
    </message>
    <message>
        <source>is me</source>
        <translation>是我</translation>
    </message>
    <message>
        <source>has</source>
        <translation>含有</translation>
    </message>
    <message>
        <source>or</source>
        <translation>或</translation>
    </message>
    <message>
        <source>and</source>
        <translation>且</translation>
    </message>
</context>
<context>
    <name>NoticeText</name>
    <message>
        <source>“{title}” waits for your approval</source>
        <translation>“{title}”等待您审批</translation>
    </message>
    <message>
        <source>“{title}” was approved</source>
        <translation>“{title}”已通过审批</translation>
    </message>
    <message>
        <source>“{title}” was rejected</source>
        <translation>“{title}”未通过审批</translation>
    </message>
    <message>
        <source>“{title}” was returned to you for changes</source>
        <translation>“{title}”被退回，请修改</translation>
    </message>
    <message>
        <source>For your information: “{title}”</source>
        <translation>抄送给您：“{title}”</translation>
    </message>
    <message>
        <source>“{title}” was withdrawn; there is nothing left to decide</source>
        <translation>“{title}”已撤回，无需再审批</translation>
    </message>
    <message>
        <source>“{title}” has been in stage “{stage}” for {days} days</source>
        <translation>“{title}”在阶段“{stage}”已停留 {days} 天</translation>
    </message>
    <message>
        <source>The server&apos;s backup failed and will be tried again. Reason: {reason} ({folder})</source>
        <translation>服务器备份失败，系统会自动重试。原因：{reason}（{folder}）</translation>
    </message>
    <message>
        <source>The server&apos;s backup failed {attempts} times and waits for its next time now. Reason: {reason} ({folder})</source>
        <translation>服务器备份连续失败 {attempts} 次，将等到下一个备份时间再执行。原因：{reason}（{folder}）</translation>
    </message>
    <message>
        <source>The server&apos;s backup works again ({folder})</source>
        <translation>服务器备份已恢复正常（{folder}）</translation>
    </message>
    <message>
        <source>{by} handed “{title}” over to you to decide</source>
        <translation>{by}把“{title}”转交给您审批</translation>
    </message>
    <message>
        <source>{by} asks you to decide on “{title}” too</source>
        <translation>{by}请您一同审批“{title}”</translation>
    </message>
    <message>
        <source>{by} reminds you: “{title}” still waits for your approval</source>
        <translation>{by}提醒您：“{title}”仍在等待您审批</translation>
    </message>
    <message>
        <source>{author} mentioned you in “{title}”</source>
        <translation>{author}在“{title}”中提到了您</translation>
    </message>
    <message>
        <source>The server&apos;s virus scanner found {finding} in “{name}”. Nobody gets the file any more.</source>
        <translation>服务器的病毒扫描程序在“{name}”中发现 {finding}。任何人都无法再取得此文件。</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Print: %1</source>
        <translation>打印：%1</translation>
    </message>
    <message>
        <source>Export as PDF</source>
        <translation>导出为 PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Further fields</source>
        <translation>其他字段</translation>
    </message>
</context>
<context>
    <name>QCommandLineParser</name>
    <message>
        <source>Missing value after &apos;%1&apos;.</source>
        <translation>“%1”后面缺少值。</translation>
    </message>
    <message>
        <source>Unexpected value after &apos;%1&apos;.</source>
        <translation>“%1”后面不能有值。</translation>
    </message>
</context>
<context>
    <name>RecordsContext</name>
    <message>
        <source>Not visible here</source>
        <translation>此处不可见</translation>
    </message>
</context>
<context>
    <name>RevertReport</name>
    <message>
        <source>edited since</source>
        <translation>之后有人修改过</translation>
    </message>
    <message>
        <source>deleted meanwhile</source>
        <translation>期间已被删除</translation>
    </message>
    <message>
        <source>not writable for who reverted</source>
        <translation>撤销人无权修改</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>tandem::client::AboutDialog</name>
    <message>
        <source>About Tandem</source>
        <translation>关于同行</translation>
    </message>
    <message>
        <source>Tandem</source>
        <translation>Tandem 同行</translation>
    </message>
    <message>
        <source>Customers and office as one system</source>
        <translation>客户与办公，合为一体</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty, as far as the law permits.</source>
        <translation>本软件为自由软件，依据 GNU 通用公共许可证第 3 版或更新版本发布。在法律允许的范围内，不提供任何担保。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>复制详情(&amp;C)</translation>
    </message>
</context>
<context>
    <name>tandem::client::AddressFieldEditor</name>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>City</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>District</source>
        <translation>区县</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>街道门牌</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>邮编</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家</translation>
    </message>
</context>
<context>
    <name>tandem::client::ApprovalSheetJob</name>
    <message>
        <source>Steps</source>
        <translation>审批步骤</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>处理人</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>tandem::client::Badge</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 条新消息</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::BooleanFieldEditor</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>tandem::client::BulkEditDialog</name>
    <message numerus="yes">
        <source>Edit %n record(s)</source>
        <translation>
            <numerusform>编辑 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message numerus="yes">
        <source>Change %n record(s)</source>
        <translation>
            <numerusform>修改 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>This field must not be empty.</source>
        <translation>此字段不能为空。</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Choose the &amp;fields to change. All other fields stay as they are.</source>
        <translation>请选择要修改的字段(&amp;F)，其他字段保持不变。</translation>
    </message>
</context>
<context>
    <name>tandem::client::BusyBar</name>
    <message>
        <source>Working</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
</context>
<context>
    <name>tandem::client::CalendarPopup</name>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>下个月</translation>
    </message>
</context>
<context>
    <name>tandem::client::ChangeUndo</name>
    <message>
        <source>Nothing was undone. Changed again since: %1</source>
        <translation>没有撤销任何内容。此后又改过：%1</translation>
    </message>
    <message>
        <source>The change was undone.</source>
        <translation>已撤销这次修改。</translation>
    </message>
    <message>
        <source>The change was undone, except for: %1</source>
        <translation>已撤销这次修改，以下字段除外：%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::Chip</name>
    <message>
        <source>Press Delete to remove</source>
        <translation>按 Delete 键移除</translation>
    </message>
</context>
<context>
    <name>tandem::client::ChoiceFieldEditor</name>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
</context>
<context>
    <name>tandem::client::CommandLine</name>
    <message>
        <source>Tandem: customers and office as one system.</source>
        <translation>Tandem 同行：客户与办公一体化系统。</translation>
    </message>
    <message>
        <source>Folder of this user&apos;s local data.</source>
        <translation>此用户本地数据所在的文件夹。</translation>
    </message>
    <message>
        <source>Address of the server.</source>
        <translation>服务器地址。</translation>
    </message>
    <message>
        <source>Login name.</source>
        <translation>登录名。</translation>
    </message>
    <message>
        <source>File whose first line is the password.</source>
        <translation>首行为密码的文件。</translation>
    </message>
    <message>
        <source>Fingerprint of the server&apos;s key to trust.</source>
        <translation>要信任的服务器密钥指纹。</translation>
    </message>
    <message>
        <source>zh_CN or en.</source>
        <translation>zh_CN 或 en。</translation>
    </message>
    <message>
        <source>light, dark or system.</source>
        <translation>light、dark 或 system。</translation>
    </message>
    <message>
        <source>Write pictures of the main pages to a folder, then quit.</source>
        <translation>将主要页面的截图写入文件夹后退出。</translation>
    </message>
    <message>
        <source>Start without connecting.</source>
        <translation>启动时不连接服务器。</translation>
    </message>
    <message>
        <source>A tandem:// link to open.</source>
        <translation>要打开的 tandem:// 链接。</translation>
    </message>
</context>
<context>
    <name>tandem::client::CommandPalette</name>
    <message>
        <source>No record matches “%1”, neither here nor on the server.</source>
        <translation>本机和服务器上都没有与“%1”匹配的记录。</translation>
    </message>
    <message>
        <source>No record on this computer matches “%1”.</source>
        <translation>本机没有与“%1”匹配的记录。</translation>
    </message>
    <message>
        <source>Type a name, a phone number or pinyin initials. Type &gt; for commands.</source>
        <translation>输入名称、电话号码或拼音首字母；输入 &gt; 查找命令。</translation>
    </message>
    <message>
        <source>Nothing on this computer matches “%1”.</source>
        <translation>本机没有与“%1”匹配的内容。</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>No command is called “%1”.</source>
        <translation>没有名为“%1”的命令。</translation>
    </message>
    <message>
        <source>Search and commands</source>
        <translation>搜索与命令</translation>
    </message>
    <message>
        <source>Search or run a command…</source>
        <translation>搜索或执行命令…</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>搜索或执行命令</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>names with these characters, also in the middle</source>
        <translation>名称中含有这两个字，在中间也能找到</translation>
    </message>
    <message>
        <source>the same by pinyin: initials or whole syllables</source>
        <translation>用拼音首字母或全拼查找</translation>
    </message>
    <message>
        <source>words that begin so</source>
        <translation>以此开头的单词</translation>
    </message>
    <message>
        <source>what has both, also parts of phone numbers</source>
        <translation>同时含有两者，也可以是电话号码的一部分</translation>
    </message>
    <message>
        <source>What can be typed here</source>
        <translation>这里可以输入什么</translation>
    </message>
    <message>
        <source>Enter opens, Ctrl+Enter opens in a new tab.</source>
        <translation>回车打开，Ctrl+回车在新标签页中打开。</translation>
    </message>
    <message>
        <source>Looking on the server…</source>
        <translation>正在服务器上查找…</translation>
    </message>
    <message>
        <source>There may be more on the server, which cannot be reached now.</source>
        <translation>服务器上可能还有更多记录，但目前无法连接。</translation>
    </message>
    <message>
        <source>The server could not be searched. %1</source>
        <translation>无法在服务器上搜索。%1</translation>
    </message>
    <message>
        <source>There is more on the server than could be looked through. Type more to narrow it down.</source>
        <translation>服务器上的记录太多，未能全部查找。请多输入一些以缩小范围。</translation>
    </message>
    <message>
        <source>Nothing matches “%1”, neither here nor on the server.</source>
        <translation>本机和服务器上都没有与“%1”匹配的内容。</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>在服务器上</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>On the server, not kept on this computer</source>
        <translation>在服务器上，本机未保留</translation>
    </message>
    <message>
        <source>Pages and commands</source>
        <translation>页面和命令</translation>
    </message>
    <message>
        <source>commands and pages instead of records</source>
        <translation>查找命令和页面，而不是记录</translation>
    </message>
</context>
<context>
    <name>tandem::client::ComputedFieldEditor</name>
    <message>
        <source>Calculated</source>
        <translation>自动计算</translation>
    </message>
</context>
<context>
    <name>tandem::client::ConditionRow</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较方式</translation>
    </message>
    <message>
        <source>Remove condition</source>
        <translation>移除条件</translation>
    </message>
</context>
<context>
    <name>tandem::client::ConflictDialog</name>
    <message>
        <source>Settle</source>
        <translation>解决</translation>
    </message>
    <message numerus="yes">
        <source>Settle %n</source>
        <translation>
            <numerusform>解决 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>All &amp;mine</source>
        <translation>全部用我的(&amp;M)</translation>
    </message>
    <message>
        <source>All &amp;theirs</source>
        <translation>全部用对方的(&amp;T)</translation>
    </message>
    <message>
        <source>You and somebody else changed the same fields, or one of you deleted what the other edited. Choose what shall stand. What you leave open can be settled later, and nothing is lost.</source>
        <translation>您和他人修改了相同的字段，或者一方删除了另一方修改的记录。请选择以哪个为准。未选择的可以以后再处理，不会丢失任何内容。</translation>
    </message>
</context>
<context>
    <name>tandem::client::ConflictRow</name>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Mine: %1</source>
        <translation>我的：%1</translation>
    </message>
    <message>
        <source>Theirs: %1</source>
        <translation>对方的：%1</translation>
    </message>
    <message>
        <source>As it was: %1</source>
        <translation>原来的：%1</translation>
    </message>
    <message>
        <source>Another value:</source>
        <translation>其他值：</translation>
    </message>
    <message>
        <source>stands now</source>
        <translation>当前生效</translation>
    </message>
    <message>
        <source>you</source>
        <translation>您</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>其他人</translation>
    </message>
    <message>
        <source>before both changes</source>
        <translation>双方修改之前</translation>
    </message>
    <message>
        <source>%1 (removed)</source>
        <translation>%1（已删除）</translation>
    </message>
    <message>
        <source>Deleted and edited</source>
        <translation>删除与修改</translation>
    </message>
    <message>
        <source>keep the record, with what was edited</source>
        <translation>保留记录及所做的修改</translation>
    </message>
    <message>
        <source>delete the record</source>
        <translation>删除记录</translation>
    </message>
</context>
<context>
    <name>tandem::client::CustomEntityDialog</name>
    <message>
        <source>Called in English</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>Several, in English</source>
        <translation>英文复数</translation>
    </message>
    <message>
        <source>Called in Chinese</source>
        <translation>中文名称</translation>
    </message>
    <message>
        <source>Name for interfaces</source>
        <translation>接口标识</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>图标</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Administrators</source>
        <translation>仅管理员</translation>
    </message>
    <message>
        <source>New kind of record</source>
        <translation>新建对象</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>tandem::client::CustomFieldDialog</name>
    <message>
        <source>New field of %1</source>
        <translation>新建%1字段</translation>
    </message>
    <message>
        <source>Field of %1</source>
        <translation>%1的字段</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>“%1” would no longer work: %2</source>
        <translation>“%1”将无法继续使用：%2</translation>
    </message>
</context>
<context>
    <name>tandem::client::CustomisationPanel</name>
    <message>
        <source>Change field…</source>
        <translation>更改字段…</translation>
    </message>
    <message>
        <source>Remove field…</source>
        <translation>删除字段…</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Fields that are built in stay as they are.</source>
        <translation>内置字段不能更改。</translation>
    </message>
    <message>
        <source>Another field has this name now.</source>
        <translation>已有另一个字段使用此标识。</translation>
    </message>
    <message>
        <source>“%1” is needed by “%2” of %3. Change or remove that field first.</source>
        <translation>“%3”的字段“%2”要用到“%1”。请先更改或删除那个字段。</translation>
    </message>
    <message>
        <source>Remove “%1”? It goes from forms, lists, filters, import and the interface for other systems, here and on every colleague&apos;s computer at its next contact. What was entered stays at the server, and is there again when you bring the field back.</source>
        <translation>要删除“%1”吗？它将从表单、列表、筛选、导入和对外接口中消失，同事的电脑在下次连接时更新。已填写的内容保留在服务器上，恢复字段后会重新出现。</translation>
    </message>
    <message>
        <source>Remove field</source>
        <translation>删除字段</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Your company&apos;s fields and records</source>
        <translation>公司自定义的字段和对象</translation>
    </message>
    <message>
        <source>A new field appears at once in forms, lists, import and the interface for other systems, and on every colleague&apos;s computer at its next contact.</source>
        <translation>新字段会立即出现在表单、列表、导入和对外接口中，并在同事的电脑下次连接时生效。</translation>
    </message>
    <message>
        <source>&amp;Kind of record</source>
        <translation>对象(&amp;K)</translation>
    </message>
    <message>
        <source>Add field…</source>
        <translation>添加字段…</translation>
    </message>
    <message>
        <source>Add kind of record…</source>
        <translation>添加对象…</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
</context>
<context>
    <name>tandem::client::DateFieldEditor</name>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>Pick a day (Alt+Down)</source>
        <translation>选择日期（Alt+↓）</translation>
    </message>
    <message>
        <source>Calendar for %1</source>
        <translation>%1的日历</translation>
    </message>
</context>
<context>
    <name>tandem::client::DateTimeFieldEditor</name>
    <message>
        <source>HH:MM</source>
        <translation>时:分</translation>
    </message>
    <message>
        <source>Time of %1</source>
        <translation>%1的时间</translation>
    </message>
</context>
<context>
    <name>tandem::client::DevicesPanel</name>
    <message>
        <source>The list comes when the server is reachable.</source>
        <translation>连上服务器后会显示列表。</translation>
    </message>
    <message>
        <source>Sign out a device that was lost or that you do not use any more. What was written there is kept, and sent once you sign in again.</source>
        <translation>登出丢失或不再使用的设备。那里写的内容都会保留，重新登录后发送。</translation>
    </message>
    <message>
        <source>Device without a name</source>
        <translation>未命名的设备</translation>
    </message>
    <message>
        <source>%1 (this device)</source>
        <translation>%1（本机）</translation>
    </message>
    <message>
        <source>%1 is signed out.</source>
        <translation>%1 已登出。</translation>
    </message>
    <message>
        <source>Your devices</source>
        <translation>您的设备</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>登录时间</translation>
    </message>
    <message>
        <source>Sign out the chosen device</source>
        <translation>登出所选设备</translation>
    </message>
</context>
<context>
    <name>tandem::client::DiscardGuard</name>
    <message>
        <source>What you entered here is not saved.</source>
        <translation>这里输入的内容还没有保存。</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>tandem::client::DraftTroubleStrip</name>
    <message>
        <source>What you type is not kept on this disk. %1</source>
        <translation>您输入的内容未能保存到本机磁盘。%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::EntityRulesEditor</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 Choose the default first: that takes it out.</source>
        <translation>%1请先选择“默认”，即可将其移除。</translation>
    </message>
    <message>
        <source>Hide the parts of records that nothing is said of</source>
        <translation>隐藏未作规定的组成部分</translation>
    </message>
    <message>
        <source>Show the parts of records too: lines, stages, files…</source>
        <translation>同时显示记录的组成部分：明细、阶段、文件…</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>tandem::client::ExportStrip</name>
    <message>
        <source>Spreadsheet text (*.csv)</source>
        <translation>电子表格文本 (*.csv)</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>正在写入 %1…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Writing %1: %2 of %3 records</source>
        <translation>正在写入 %1：已完成 %2 / %3 条记录</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) written to %1</source>
        <translation>
            <numerusform>已将 %n 条记录写入 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled: %1 was not written.</source>
        <translation>已取消，未写入 %1。</translation>
    </message>
    <message>
        <source>%1 was not written. %2</source>
        <translation>未能写入 %1。%2</translation>
    </message>
    <message>
        <source>Preparing the pages…</source>
        <translation>正在准备页面…</translation>
    </message>
    <message>
        <source>Preparing the pages: %1 of %2 records</source>
        <translation>正在准备页面：%2 条记录中的第 %1 条</translation>
    </message>
    <message>
        <source>Print: %1</source>
        <translation>打印：%1</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>已准备好</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Export to %1</source>
        <translation>导出到 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) written</source>
        <translation>
            <numerusform>已写入 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing %1: %2 records, and more from the server</source>
        <translation>正在写入 %1：%2 条记录，服务器上还有更多</translation>
    </message>
    <message>
        <source>%1. More of this list are on the server and not in the file. %2</source>
        <translation>%1。此列表在服务器上还有更多记录，不在文件中。%2</translation>
    </message>
    <message>
        <source>%1, without those on the server</source>
        <translation>%1，不含服务器上的记录</translation>
    </message>
    <message>
        <source>Preparing the pages: %1 records, and more from the server</source>
        <translation>正在准备页面：%1 条记录，其余正从服务器取来</translation>
    </message>
</context>
<context>
    <name>tandem::client::ExpressionLine</name>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Put the name of a field into the expression</source>
        <translation>在表达式中插入字段名</translation>
    </message>
    <message>
        <source>Fields for: %1</source>
        <translation>可用字段：%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::FieldDefEditor</name>
    <message>
        <source>Label in English</source>
        <translation>英文标签</translation>
    </message>
    <message>
        <source>Label in Chinese</source>
        <translation>中文标签</translation>
    </message>
    <message>
        <source>Name for interfaces</source>
        <translation>接口标识</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Points to</source>
        <translation>关联对象</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最大长度</translation>
    </message>
    <message>
        <source>Digits after the point</source>
        <translation>小数位数</translation>
    </message>
    <message>
        <source>Smallest value</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>Lists can be sorted and filtered by it quickly</source>
        <translation>列表可按此字段快速排序和筛选</translation>
    </message>
    <message>
        <source>Found by search</source>
        <translation>可被搜索</translation>
    </message>
    <message>
        <source>Pairs for this field alone</source>
        <translation>仅用于此字段的关联</translation>
    </message>
    <message>
        <source>Kept as</source>
        <translation>保存方式</translation>
    </message>
    <message>
        <source>Form of the numbers</source>
        <translation>编号格式</translation>
    </message>
    <message>
        <source>Example: %1</source>
        <translation>示例：%1</translation>
    </message>
    <message>
        <source>Example: %1. Braces hold parts of the date, and once the number.</source>
        <translation>示例：%1。花括号内写日期部分，编号写一次。</translation>
    </message>
</context>
<context>
    <name>tandem::client::FieldDiffView</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>From</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>To</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
</context>
<context>
    <name>tandem::client::FieldEditor</name>
    <message>
        <source>This field can no longer be changed.</source>
        <translation>此字段已不能再更改。</translation>
    </message>
</context>
<context>
    <name>tandem::client::FieldRulesEditor</name>
    <message>
        <source>Example: %1</source>
        <translation>示例：%1</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Shown when</source>
        <translation>显示条件</translation>
    </message>
    <message>
        <source>Required when</source>
        <translation>必填条件</translation>
    </message>
    <message>
        <source>Fixed when</source>
        <translation>锁定条件</translation>
    </message>
    <message>
        <source>Valid when</source>
        <translation>有效条件</translation>
    </message>
    <message>
        <source>Else say, in English</source>
        <translation>不满足时的英文提示</translation>
    </message>
    <message>
        <source>Else say, in Chinese</source>
        <translation>不满足时的中文提示</translation>
    </message>
</context>
<context>
    <name>tandem::client::FieldTypeBox</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Long text</source>
        <translation>多行文本</translation>
    </message>
    <message>
        <source>Formatted text</source>
        <translation>富文本</translation>
    </message>
    <message>
        <source>Whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>Decimal number</source>
        <translation>小数</translation>
    </message>
    <message>
        <source>Amount of money</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Percentage</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是/否</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日期时间</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>单选</translation>
    </message>
    <message>
        <source>Several choices</source>
        <translation>多选</translation>
    </message>
    <message>
        <source>Link to a record</source>
        <translation>关联记录</translation>
    </message>
    <message>
        <source>Links to records</source>
        <translation>关联多条记录</translation>
    </message>
    <message>
        <source>Link to any record</source>
        <translation>关联任意记录</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>电子邮箱</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>Postal address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Running number</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Roll-up</source>
        <translation>汇总</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
</context>
<context>
    <name>tandem::client::FileFieldEditor</name>
    <message>
        <source>This file is not a picture.</source>
        <translation>此文件不是图片。</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除%1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.gif *.webp *.bmp *.svg)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.gif *.webp *.bmp *.svg)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开%1</translation>
    </message>
    <message>
        <source>You have edited this file on this computer. Nobody else sees that yet.</source>
        <translation>您在本机修改过此文件，其他人还看不到您的修改。</translation>
    </message>
    <message>
        <source>Attach what you edited</source>
        <translation>附上修改后的文件</translation>
    </message>
</context>
<context>
    <name>tandem::client::FileHandover</name>
    <message>
        <source>Downloading “%1”…</source>
        <translation>正在下载“%1”…</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Copy file</source>
        <translation>复制文件</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>“%1” is here now. Drag it again.</source>
        <translation>“%1”已下载，请再拖一次。</translation>
    </message>
</context>
<context>
    <name>tandem::client::FilterBar</name>
    <message>
        <source>Find in this list</source>
        <translation>在此列表中查找</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter by fields (Ctrl+F goes to the box)</source>
        <translation>按字段筛选（Ctrl+F 定位到输入框）</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;What can be typed here&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Part of a name, a number, a phone number or an e-mail address. Capital letters make no difference.&lt;/p&gt;&lt;p&gt;Esc empties the box, ↓ goes on in the list.&lt;/p&gt;&lt;p&gt;For certain values, such as a city or an amount, use &lt;b&gt;Filter&lt;/b&gt;. To search all kinds of records at once, press Ctrl+K.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;这里可以输入什么&lt;/b&gt;&lt;/p&gt;&lt;p&gt;名称、编号、电话号码或邮箱的一部分，不区分大小写。&lt;/p&gt;&lt;p&gt;Esc 清空输入框，↓ 转到列表。&lt;/p&gt;&lt;p&gt;要按城市、金额等具体的值查找，请用&lt;b&gt;筛选&lt;/b&gt;。要一次搜索各类记录，请按 Ctrl+K。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Asks for certain values, such as “City is Shanghai”. Conditions can be joined by “all” or “any”, and the filter can be saved as a view.</source>
        <translation>按具体的值筛选，例如“城市 是 上海”。条件之间可以是“全部”或“任一”，筛选可以存成视图。</translation>
    </message>
    <message>
        <source>Shows the records that have these words in their name, number, phone or e-mail address. It works together with the filter.</source>
        <translation>只显示名称、编号、电话或邮箱中含有这些字的记录，与筛选同时起作用。</translation>
    </message>
</context>
<context>
    <name>tandem::client::FilterEditor</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>e.g. name contains &apos;A&apos; or owner = me()</source>
        <translation>例如 name contains &apos;A&apos; or owner = me()</translation>
    </message>
    <message>
        <source>The same filter as text. It can be copied, kept in a note, and changed here.</source>
        <translation>同一个筛选的文字形式，可以复制、记下来，也可以在这里修改。</translation>
    </message>
    <message>
        <source>As &amp;text:</source>
        <translation>文字(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>tandem::client::FilterGroupBox</name>
    <message>
        <source>All of these hold</source>
        <translation>满足以下全部</translation>
    </message>
    <message>
        <source>Any of these holds</source>
        <translation>满足以下任一</translation>
    </message>
    <message>
        <source>How the conditions go together</source>
        <translation>条件之间的关系</translation>
    </message>
    <message>
        <source>All: every condition must hold. Any: one of them is enough.</source>
        <translation>全部：每个条件都须满足。任一：满足其中一个即可。</translation>
    </message>
    <message>
        <source>Remove group</source>
        <translation>移除分组</translation>
    </message>
    <message>
        <source>Add condition</source>
        <translation>添加条件</translation>
    </message>
    <message>
        <source>Add group</source>
        <translation>添加分组</translation>
    </message>
    <message>
        <source>Conditions of their own, joined by “any” within “all”, or the other way round</source>
        <translation>单独的一组条件，例如在“全部”之中满足“任一”，或者相反</translation>
    </message>
</context>
<context>
    <name>tandem::client::FormBody</name>
    <message>
        <source>Further fields</source>
        <translation>其他字段</translation>
    </message>
</context>
<context>
    <name>tandem::client::FormSection</name>
    <message>
        <source>%1, required</source>
        <translation>%1，必填</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必填</translation>
    </message>
</context>
<context>
    <name>tandem::client::HelpBrowser</name>
    <message>
        <source>No page of the help has “%1”.</source>
        <translation>帮助中没有“%1”。</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <source>Pages of the help</source>
        <translation>帮助目录</translation>
    </message>
    <message>
        <source>Page of the help</source>
        <translation>帮助内容</translation>
    </message>
</context>
<context>
    <name>tandem::client::HelpBubble</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>tandem::client::HelpPage</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help: %1</source>
        <translation>帮助：%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>tandem::client::ImportDialog</name>
    <message>
        <source>Import: %1</source>
        <translation>导入：%1</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Columns of the file and the fields they go to</source>
        <translation>文件的列与对应字段</translation>
    </message>
    <message>
        <source>leave them as they are</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>update them</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>add them once more</source>
        <translation>再次添加</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>– not imported –</source>
        <translation>– 不导入 –</translation>
    </message>
    <message>
        <source>Field for column %1</source>
        <translation>列 %1 对应的字段</translation>
    </message>
    <message>
        <source>nothing: every row is new</source>
        <translation>无：每行都是新记录</translation>
    </message>
    <message>
        <source>Choose a field for at least one column.</source>
        <translation>请至少为一列选择字段。</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) added</source>
        <translation>
            <numerusform>已添加 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) updated</source>
        <translation>
            <numerusform>已更新 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were there already</source>
        <translation>
            <numerusform>%n 条已存在</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) could not be taken</source>
        <translation>
            <numerusform>%n 行无法导入</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. What was imported before stays.</source>
        <translation>已停止。此前已导入的内容保留。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save the rows that failed</source>
        <translation>保存失败的行</translation>
    </message>
    <message>
        <source>errors.csv</source>
        <translation>导入错误.csv</translation>
    </message>
    <message>
        <source>Spreadsheet text (*.csv)</source>
        <translation>电子表格文本 (*.csv)</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写入 %1</translation>
    </message>
    <message>
        <source>To find what is there already, a column is needed for: %1. Or choose that every row is new.</source>
        <translation>要查找已有记录，需要为以下字段指定列：%1。或者选择“每行都是新记录”。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>An error ended it. What stands before line %1 is imported, the rest is not.</source>
        <translation>因出错而中止。第 %1 行之前的内容已导入，其余未导入。</translation>
    </message>
    <message>
        <source>The import goes on in the background; the list of jobs below shows it.</source>
        <translation>导入会在后台继续，可以在下方的任务列表中查看。</translation>
    </message>
    <message>
        <source>Import of %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Go on working</source>
        <translation>继续工作(&amp;G)</translation>
    </message>
    <message>
        <source>Choose &amp;file…</source>
        <translation>选择文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Sa&amp;me record if equal in</source>
        <translation>以下字段相同视为同一记录(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Records that are there already</source>
        <translation>已存在的记录(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save the rows that failed…</source>
        <translation>保存失败的行(&amp;S)…</translation>
    </message>
    <message>
        <source>Spreadsheets (%1);;All files (*)</source>
        <translation>电子表格 (%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>A workbook (XLSX) or a text file of a spreadsheet (CSV), with or without headings.</source>
        <translation>工作簿（XLSX）或电子表格文本文件（CSV），可含或不含表头。</translation>
    </message>
    <message>
        <source>S&amp;heet</source>
        <translation>工作表(&amp;H)</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>该行内容</translation>
    </message>
    <message>
        <source>Rows that could not be taken</source>
        <translation>无法导入的行</translation>
    </message>
    <message>
        <source>No column is chosen for: %1. Rows that would become new records fail without it.</source>
        <translation>以下字段没有选择列：%1。将成为新记录的行缺少它会导入失败。</translation>
    </message>
</context>
<context>
    <name>tandem::client::ImportRunPanel</name>
    <message>
        <source>What the revert left as it is</source>
        <translation>撤销时保持不变的内容</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) added</source>
        <translation>
            <numerusform>已添加 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) updated</source>
        <translation>
            <numerusform>已更新 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) refused</source>
        <translation>
            <numerusform>%n 行被拒绝</numerusform>
        </translation>
    </message>
    <message>
        <source>It is reverted as soon as the server can be reached.</source>
        <translation>连接到服务器后即撤销。</translation>
    </message>
    <message>
        <source>It still runs, or was interrupted.</source>
        <translation>仍在进行，或已中断。</translation>
    </message>
    <message>
        <source>It is being reverted.</source>
        <translation>正在撤销。</translation>
    </message>
    <message>
        <source>It could not be reverted to the end. Try again, or ask an administrator.</source>
        <translation>撤销未能全部完成。请重试，或联系管理员。</translation>
    </message>
    <message>
        <source>It was reverted.</source>
        <translation>已撤销。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) deleted again</source>
        <translation>
            <numerusform>已删除 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) set back</source>
        <translation>
            <numerusform>已恢复 %n 个字段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left as they are</source>
        <translation>
            <numerusform>%n 项保持不变</numerusform>
        </translation>
    </message>
    <message>
        <source>Revert this import?</source>
        <translation>要撤销这次导入吗？</translation>
    </message>
    <message numerus="yes">
        <source>%n added record(s) go to the recycle bin.</source>
        <translation>
            <numerusform>新增的 %n 条记录将进入回收站。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated record(s) get their former values back.</source>
        <translation>
            <numerusform>更新过的 %n 条记录将恢复原来的值。</numerusform>
        </translation>
    </message>
    <message>
        <source>What was edited since stays as it is.</source>
        <translation>之后有人修改过的内容保持不变。</translation>
    </message>
    <message>
        <source>Revert import</source>
        <translation>撤销导入</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>不撤销</translation>
    </message>
    <message>
        <source>&amp;Revert import…</source>
        <translation>撤销导入(&amp;R)…</translation>
    </message>
</context>
<context>
    <name>tandem::client::ImportsDialog</name>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>还没有导入过。</translation>
    </message>
    <message>
        <source>Past imports</source>
        <translation>以往的导入</translation>
    </message>
</context>
<context>
    <name>tandem::client::Job</name>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>tandem::client::JobDisplay</name>
    <message>
        <source> · %1 %</source>
        <translation> · %1%</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) running</source>
        <translation>
            <numerusform>%n 个任务正在运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) ended</source>
        <translation>
            <numerusform>%n 个任务已结束</numerusform>
        </translation>
    </message>
    <message>
        <source>Long work: %1</source>
        <translation>耗时任务：%1</translation>
    </message>
    <message>
        <source>What takes long goes on here while you work. A click shows all of it, with a way to stop it.</source>
        <translation>耗时的任务在这里进行，不影响您工作。点一下查看全部任务，也可以停止。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a job, how it ended</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>tandem::client::JobPopup</name>
    <message>
        <source>Long work</source>
        <translation>耗时任务</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear what has ended</source>
        <translation>清除已结束的任务</translation>
    </message>
    <message>
        <source>Nothing that takes long is running.</source>
        <translation>没有正在进行的耗时任务。</translation>
    </message>
</context>
<context>
    <name>tandem::client::JobRow</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>取消：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what to do, with what</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>tandem::client::LanguageSwitcher</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>tandem::client::LinkFieldEditor</name>
    <message>
        <source>Choose a record from the list, or clear the field.</source>
        <translation>请从列表中选择一条记录，或清空此项。</translation>
    </message>
    <message>
        <source>Search %1</source>
        <translation>搜索%1</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开%1</translation>
    </message>
    <message>
        <source>Kind of %1</source>
        <translation>%1的类型</translation>
    </message>
</context>
<context>
    <name>tandem::client::LinkOffers</name>
    <message>
        <source>Records found</source>
        <translation>找到的记录</translation>
    </message>
    <message>
        <source>Create “%1”</source>
        <translation>新建“%1”</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>在服务器上</translation>
    </message>
    <message>
        <source>On the server, not kept on this computer</source>
        <translation>在服务器上，本机未保留</translation>
    </message>
    <message>
        <source>Looking on the server…</source>
        <translation>正在服务器上查找…</translation>
    </message>
    <message>
        <source>There may be more on the server, which cannot be reached now.</source>
        <translation>服务器上可能还有更多记录，但目前无法连接。</translation>
    </message>
    <message>
        <source>There is more on the server than could be looked through. Type more to narrow it down.</source>
        <translation>服务器上的记录太多，未能全部查找。请多输入一些以缩小范围。</translation>
    </message>
</context>
<context>
    <name>tandem::client::LinksFieldEditor</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::ListPreview</name>
    <message>
        <source>Print: %1</source>
        <translation>打印：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) given to the printer</source>
        <translation>
            <numerusform>已将 %n 页交给打印机</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::MainWindow</name>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>办公</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>%1 – Tandem</source>
        <translation>%1 – Tandem 同行</translation>
    </message>
    <message>
        <source>Tandem</source>
        <translation>Tandem 同行</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>No tab is open. Choose something on the left, or search.</source>
        <translation>没有打开的标签页。请在左侧选择，或进行搜索。</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>&amp;New record…</source>
        <translation>新建记录(&amp;N)…</translation>
    </message>
    <message>
        <source>you did not go offline</source>
        <translation>当前未处于离线工作状态</translation>
    </message>
    <message>
        <source>you may not create these records</source>
        <translation>您无权新建此类记录</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>nothing to save</source>
        <translation>没有需要保存的内容</translation>
    </message>
    <message>
        <source>&amp;Close tab</source>
        <translation>关闭标签页(&amp;C)</translation>
    </message>
    <message>
        <source>no tab is open</source>
        <translation>没有打开的标签页</translation>
    </message>
    <message>
        <source>Close &amp;other tabs</source>
        <translation>关闭其他标签页(&amp;O)</translation>
    </message>
    <message>
        <source>no other tab is open</source>
        <translation>没有其他打开的标签页</translation>
    </message>
    <message>
        <source>&amp;Reopen closed tab</source>
        <translation>重新打开已关闭的标签页(&amp;R)</translation>
    </message>
    <message>
        <source>no tab was closed</source>
        <translation>没有关闭过标签页</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>撤销(&amp;U)：%1</translation>
    </message>
    <message>
        <source>nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>&amp;Find in this list</source>
        <translation>在此列表中查找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Search everything</source>
        <translation>全局搜索(&amp;S)</translation>
    </message>
    <message>
        <source>Run a &amp;command</source>
        <translation>执行命令(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Like the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>Show &amp;navigation</source>
        <translation>显示导航(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>no page before this one</source>
        <translation>没有上一页</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>no page after this one</source>
        <translation>没有下一页</translation>
    </message>
    <message>
        <source>Next &amp;tab</source>
        <translation>下一个标签页(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Previous tab</source>
        <translation>上一个标签页(&amp;P)</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>待发送的内容</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>立即同步(&amp;S)</translation>
    </message>
    <message>
        <source>Work &amp;offline</source>
        <translation>离线工作(&amp;O)</translation>
    </message>
    <message>
        <source>Go on&amp;line</source>
        <translation>恢复在线(&amp;L)</translation>
    </message>
    <message>
        <source>S&amp;ettings</source>
        <translation>设置(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>恢复默认布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>本页帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Contents</source>
        <translation>帮助目录(&amp;C)</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>重做(&amp;R)：%1</translation>
    </message>
    <message>
        <source>nothing was undone</source>
        <translation>没有可重做的操作</translation>
    </message>
    <message>
        <source>nothing to print here</source>
        <translation>这里没有可打印的内容</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Export as PDF…</source>
        <translation>导出为 PDF(&amp;E)…</translation>
    </message>
    <message>
        <source>You work offline. Nothing is sent or received until you go online.</source>
        <translation>您正在离线工作。恢复在线之前不会收发任何内容。</translation>
    </message>
    <message>
        <source>&amp;What&apos;s this?</source>
        <translation>这是什么(&amp;W)？</translation>
    </message>
    <message>
        <source>Do not disturb for one &amp;hour</source>
        <translation>免打扰一小时(&amp;H)</translation>
    </message>
    <message>
        <source>Do not disturb until &amp;tomorrow</source>
        <translation>免打扰到明天(&amp;T)</translation>
    </message>
    <message>
        <source>Show &amp;notifications again</source>
        <translation>恢复显示通知(&amp;N)</translation>
    </message>
    <message>
        <source>%1 would stop. Close the window again to stop it.</source>
        <translation>“%1”将会停止。再次关闭窗口即停止。</translation>
    </message>
    <message>
        <source>Long &amp;work</source>
        <translation>耗时任务(&amp;W)</translation>
    </message>
    <message>
        <source>%1 would stop. Sign out again to stop it.</source>
        <translation>“%1”将会停止。再次退出登录即停止。</translation>
    </message>
    <message>
        <source>nothing is paused</source>
        <translation>没有开启免打扰</translation>
    </message>
    <message numerus="yes">
        <source>The file with what this computer had not sent yet was damaged. %n change(s) could be read and will be sent.</source>
        <translation>
            <numerusform>保存本机尚未发送内容的文件已损坏。其中 %n 项改动可以读出，将会发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Others may be missing: please look through what you did last.</source>
        <translation>其他改动可能已丢失，请检查您最近所做的操作。</translation>
    </message>
    <message>
        <source>The damaged file is kept: %1</source>
        <translation>损坏的文件保留在：%1</translation>
    </message>
    <message>
        <source>Change &amp;password…</source>
        <translation>修改密码(&amp;P)…</translation>
    </message>
    <message>
        <source>Your password is changed. Your other devices are signed out.</source>
        <translation>密码已修改，您的其他设备已登出。</translation>
    </message>
    <message>
        <source>&amp;About Tandem</source>
        <translation>关于同行(&amp;A)</translation>
    </message>
    <message>
        <source>you work offline already</source>
        <translation>已处于离线工作状态</translation>
    </message>
    <message>
        <source>&amp;Merge…</source>
        <translation>合并(&amp;M)…</translation>
    </message>
    <message>
        <source>select two records of a list that you may merge</source>
        <translation>请在列表中选择两条您可以合并的记录</translation>
    </message>
</context>
<context>
    <name>tandem::client::MassChangePanel</name>
    <message>
        <source>Show the whole change…</source>
        <translation>查看整批更改…</translation>
    </message>
    <message>
        <source>Undo this merge…</source>
        <translation>撤销这次合并…</translation>
    </message>
    <message numerus="yes">
        <source>Undo this whole change (%n record(s))…</source>
        <translation>
            <numerusform>撤销整批更改（%n 条记录）…</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo it</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>It is being undone.</source>
        <translation>正在撤销。</translation>
    </message>
    <message>
        <source>What was left as it is</source>
        <translation>保持不变的内容</translation>
    </message>
    <message>
        <source>Two records were merged.</source>
        <translation>合并了两条记录。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) deleted</source>
        <translation>
            <numerusform>删除了 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) restored</source>
        <translation>
            <numerusform>恢复了 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) changed</source>
        <translation>
            <numerusform>修改了 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>It is undone as soon as the server can be reached.</source>
        <translation>连上服务器后即会撤销。</translation>
    </message>
    <message>
        <source>It could not be undone to the end. Try again, or ask an administrator.</source>
        <translation>未能全部撤销。请重试，或联系管理员。</translation>
    </message>
    <message>
        <source>It was undone.</source>
        <translation>已撤销。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) put back</source>
        <translation>
            <numerusform>已还原 %n 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left as they are</source>
        <translation>
            <numerusform>%n 项保持不变</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo this merge? The merged record comes back, with all that belonged to it.</source>
        <translation>要撤销这次合并吗？被合并的记录及其原有的关联内容将恢复。</translation>
    </message>
    <message numerus="yes">
        <source>Undo this whole change? %n record(s) come back from the recycle bin.</source>
        <translation>
            <numerusform>要撤销整批更改吗？%n 条记录将从回收站恢复。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo this whole change? %n record(s) go to the recycle bin again.</source>
        <translation>
            <numerusform>要撤销整批更改吗？%n 条记录将重新移入回收站。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo this whole change? %n record(s) get their former values back.</source>
        <translation>
            <numerusform>要撤销整批更改吗？%n 条记录将恢复原来的值。</numerusform>
        </translation>
    </message>
    <message>
        <source>What was changed again since stays as it is, and is listed.</source>
        <translation>此后又改过的内容保持不变，并会列出。</translation>
    </message>
</context>
<context>
    <name>tandem::client::MassChangesDialog</name>
    <message>
        <source>Past mass changes</source>
        <translation>以往的批量更改</translation>
    </message>
    <message>
        <source>Nothing was done to several records at once yet.</source>
        <translation>还没有做过批量更改。</translation>
    </message>
</context>
<context>
    <name>tandem::client::MentionEdit</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>同事</translation>
    </message>
</context>
<context>
    <name>tandem::client::MergeDialog</name>
    <message>
        <source>Merge two records</source>
        <translation>合并两条记录</translation>
    </message>
    <message>
        <source>Choose which of the two stays, and which values it has then. Where only one has a value, that one is taken. The other record goes to the recycle bin.</source>
        <translation>选择保留哪一条记录，以及它合并后的各项值。只有一方有值时默认取该值。另一条记录移到回收站。</translation>
    </message>
    <message>
        <source>They are being merged.</source>
        <translation>正在合并。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>There is no connection. They are merged as soon as the server can be reached.</source>
        <translation>没有连接。一连上服务器就会合并。</translation>
    </message>
    <message>
        <source>They are merged as soon as the server can be reached. You can close this window and go on working.</source>
        <translation>一连上服务器就会合并。您可以关闭此窗口继续工作。</translation>
    </message>
    <message>
        <source>The two records are one now.</source>
        <translation>两条记录已合并为一条。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>kind of records, how many</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>What hangs on the record that goes, such as files and activities, moves to the one that stays.</source>
        <translation>被合并记录下的内容（如文件、活动）会移到保留的记录。</translation>
    </message>
    <message>
        <source>This moves to the record that stays: %1. So does what of it only the server has.</source>
        <translation>以下内容会移到保留的记录：%1。只在服务器上的也一样。</translation>
    </message>
    <message>
        <source>Choose which of the two stays. There are no values to choose. The other record goes to the recycle bin.</source>
        <translation>选择保留哪一条记录。没有需要选择的值。另一条记录移到回收站。</translation>
    </message>
</context>
<context>
    <name>tandem::client::MergeGrid</name>
    <message>
        <source>(no name)</source>
        <translation>（无名称）</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) filled</source>
        <translation>
            <numerusform>已填 %n 个字段</numerusform>
        </translation>
    </message>
    <message>
        <source>created %1</source>
        <translation>创建于 %1</translation>
    </message>
    <message>
        <source>on the server only</source>
        <translation>只在服务器上</translation>
    </message>
    <message>
        <source>cannot stay: you may not change it, or not delete the other one</source>
        <translation>不能保留：您无权修改它，或无权删除另一条</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>%1 stays</source>
        <translation>保留“%1”</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>%1 – %2 (%3)</source>
        <comment>field, value, record</comment>
        <translation>%1 – %2（%3）</translation>
    </message>
</context>
<context>
    <name>tandem::client::MessageStrip</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>tandem::client::MoneyFieldEditor</name>
    <message>
        <source>Currency of %1</source>
        <translation>%1的货币</translation>
    </message>
</context>
<context>
    <name>tandem::client::NavigationPanel</name>
    <message>
        <source>Saved views</source>
        <translation>已存视图</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>导航</translation>
    </message>
</context>
<context>
    <name>tandem::client::NavigationRail</name>
    <message>
        <source>Workspaces</source>
        <translation>工作区</translation>
    </message>
</context>
<context>
    <name>tandem::client::NoteComposer</name>
    <message numerus="yes">
        <source>The entry is too long by %n character(s). A mention counts as about 50.</source>
        <translation>
            <numerusform>条目超出 %n 个字符。一处提及约占 50 个字符。</numerusform>
        </translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>添加附件</translation>
    </message>
    <message>
        <source>What happened, or what is to be done?</source>
        <translation>发生了什么，或接下来要做什么？</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新条目</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>拜访</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>条目类型</translation>
    </message>
    <message>
        <source>What happened, or what is to be done? @ names a colleague, who is notified; pictures and files can be pasted.</source>
        <translation>发生了什么，或接下来要做什么？输入 @ 可提及同事，对方会收到通知；可以粘贴图片和文件。</translation>
    </message>
    <message>
        <source>Only colleagues who may see this entry and its record are notified.</source>
        <translation>只有有权查看该条目及其记录的同事才会收到通知。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>tandem::client::NoticeAnnouncer</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message numerus="yes">
        <source>%n new notification(s)</source>
        <translation>
            <numerusform>%n 条新通知</numerusform>
        </translation>
    </message>
    <message>
        <source>Your system shows no notifications of Tandem until %1.</source>
        <translation>%1 之前，系统不再弹出同行的通知。</translation>
    </message>
    <message>
        <source>Your system shows notifications of Tandem again.</source>
        <translation>系统恢复弹出同行的通知。</translation>
    </message>
    <message>
        <source>Your decision is on its way.</source>
        <translation>您的审批意见正在发送。</translation>
    </message>
</context>
<context>
    <name>tandem::client::NotificationPanel</name>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Mark all as read</source>
        <translation>全部标为已读</translation>
    </message>
    <message>
        <source>Nothing new. What concerns you will appear here.</source>
        <translation>没有新通知。与您有关的内容会显示在这里。</translation>
    </message>
</context>
<context>
    <name>tandem::client::NowherePage</name>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>This link leads to nothing that is on this computer, or you may not see it.</source>
        <translation>此链接指向的内容不在本机，或您无权查看。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>tandem::client::OfflineRuleRow</name>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Own, shared and recent</source>
        <translation>本人的、共享的和最近的</translation>
    </message>
    <message>
        <source>Own and shared</source>
        <translation>本人的和共享的</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近的</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不保留</translation>
    </message>
    <message>
        <source>Whatever one may see is on the laptop.</source>
        <translation>能看到的记录都保留在电脑上。</translation>
    </message>
    <message>
        <source>Own and shared records, and those that anybody changed within the days.</source>
        <translation>本人的和共享的记录，以及在这些天内有人改动过的记录。</translation>
    </message>
    <message>
        <source>What one owns, and what was shared with one by name.</source>
        <translation>本人负责的记录，以及点名共享给本人的记录。</translation>
    </message>
    <message>
        <source>What anybody changed within the days.</source>
        <translation>在这些天内有人改动过的记录。</translation>
    </message>
    <message>
        <source>Nothing is kept: records are fetched when they are opened, and are here for a week.</source>
        <translation>不保留：打开时才取来，并保留一周。</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>默认：%1</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>As it is stored: %1</source>
        <translation>按存储的内容：%1</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1, days</source>
        <translation>%1，天数</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
</context>
<context>
    <name>tandem::client::OptionsEditor</name>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Add an option</source>
        <translation>添加选项</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>tandem::client::OtherPartRow</name>
    <message>
        <source>This can be changed as text below.</source>
        <translation>可在下方以文字形式修改。</translation>
    </message>
    <message>
        <source>Remove condition</source>
        <translation>移除条件</translation>
    </message>
</context>
<context>
    <name>tandem::client::PasswordDialog</name>
    <message>
        <source>Change password</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>&amp;Present password</source>
        <translation>当前密码(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>新密码(&amp;N)</translation>
    </message>
    <message>
        <source>New password &amp;again</source>
        <translation>再次输入新密码(&amp;A)</translation>
    </message>
    <message>
        <source>Your other devices are signed out. What was written there is kept.</source>
        <translation>您的其他设备会被登出，那里写的内容都会保留。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Enter your present password.</source>
        <translation>请输入当前密码。</translation>
    </message>
    <message>
        <source>Enter a new password.</source>
        <translation>请输入新密码。</translation>
    </message>
    <message>
        <source>This is not the same as the new password.</source>
        <translation>与新密码不一致。</translation>
    </message>
    <message>
        <source>This is not your present password.</source>
        <translation>这不是您的当前密码。</translation>
    </message>
</context>
<context>
    <name>tandem::client::PeekPane</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Open as a tab</source>
        <translation>在标签页中打开</translation>
    </message>
    <message>
        <source>Close preview</source>
        <translation>关闭预览</translation>
    </message>
    <message>
        <source>Close preview (Esc)</source>
        <translation>关闭预览（Esc）</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>已添加附件：%1</translation>
    </message>
    <message>
        <source>This record is not on this computer, or you may not see it.</source>
        <translation>此记录不在本机，或您无权查看。</translation>
    </message>
</context>
<context>
    <name>tandem::client::PendingFiles</name>
    <message>
        <source>“%1” is larger than %2 and cannot be pasted. Attach it with the paper clip.</source>
        <translation>“%1”大于 %2，无法粘贴。请用回形针添加。</translation>
    </message>
    <message>
        <source>“%1” is not a picture, or it is damaged.</source>
        <translation>“%1”不是图片，或已损坏。</translation>
    </message>
    <message>
        <source>The picture of the clipboard cannot be read.</source>
        <translation>无法读取剪贴板中的图片。</translation>
    </message>
    <message>
        <source>The picture of the clipboard is too large. Save it and attach the file.</source>
        <translation>剪贴板中的图片过大。请先保存为文件，再作为附件添加。</translation>
    </message>
    <message>
        <source>Picture %1.png</source>
        <extracomment>Name of the file that a pasted picture becomes; %1 is date and time</extracomment>
        <translation>图片 %1.png</translation>
    </message>
    <message>
        <source>Files to attach</source>
        <translation>待添加的附件</translation>
    </message>
</context>
<context>
    <name>tandem::client::PermissionsDialog</name>
    <message>
        <source>What the role may do: %1</source>
        <translation>角色权限：%1</translation>
    </message>
    <message>
        <source>What is stored here is not understood, so it gives nothing: %1</source>
        <translation>存储的内容无法识别，因此不给予任何权限：%1</translation>
    </message>
    <message>
        <source>See</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Create new ones</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>默认：%1</translation>
    </message>
    <message>
        <source>Set for this role</source>
        <translation>为该角色单独设置</translation>
    </message>
    <message>
        <source>No access, whatever other roles give</source>
        <translation>禁止访问，不论其他角色给了什么</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问方式</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>%1, access</source>
        <translation>%1，访问方式</translation>
    </message>
    <message>
        <source>The role can no longer be changed.</source>
        <translation>此角色已不能再更改。</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>As for changing</source>
        <translation>同“修改”</translation>
    </message>
</context>
<context>
    <name>tandem::client::PermissionsRow</name>
    <message>
        <source>Default: %1</source>
        <translation>默认：%1</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>%1 – %2: %3</source>
        <translation>%1 – %2：%3</translation>
    </message>
    <message>
        <source>Who has several roles may do what any of them allows.</source>
        <translation>有多个角色的人，任一角色允许的都可以做。</translation>
    </message>
</context>
<context>
    <name>tandem::client::ProblemDialog</name>
    <message>
        <source>Not accepted: %1</source>
        <translation>未被接受：%1</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>以后再决定</translation>
    </message>
    <message>
        <source>What you typed here will be gone for good.</source>
        <translation>您在此输入的内容将永久丢失。</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>You wanted to delete this record.</source>
        <translation>您要删除这条记录。</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Close without keeping it</source>
        <translation>关闭且不保留</translation>
    </message>
    <message>
        <source>&amp;Discard…</source>
        <translation>放弃(&amp;D)…</translation>
    </message>
    <message>
        <source>(emptied)</source>
        <translation>（已清空）</translation>
    </message>
    <message>
        <source>Field %1</source>
        <translation>字段 %1</translation>
    </message>
    <message>
        <source>%1 (removed)</source>
        <translation>%1（已删除）</translation>
    </message>
    <message>
        <source>You wanted to take this record out of the recycle bin.</source>
        <translation>您要从回收站恢复这条记录。</translation>
    </message>
    <message>
        <source>You wanted: %1</source>
        <translation>您的操作：%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::QuickCreateDialog</name>
    <message>
        <source>New: %1</source>
        <translation>新建：%1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>&amp;More fields</source>
        <translation>更多字段(&amp;M)</translation>
    </message>
</context>
<context>
    <name>tandem::client::QuietHoursPanel</name>
    <message>
        <source>&amp;Quiet hours: the system shows no notifications, the numbers still grow</source>
        <translation>免打扰时段(&amp;Q)：系统不弹出通知，数字照常更新</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>到(&amp;T)</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>免打扰时段开始</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>免打扰时段结束</translation>
    </message>
    <message>
        <source>Quiet hours begin on %1</source>
        <translation>免打扰时段从%1开始</translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordForm</name>
    <message>
        <source>This was changed and not saved.</source>
        <translation>内容已修改，尚未保存。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation>保存（Ctrl+S）</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>保存并关闭</translation>
    </message>
    <message>
        <source>Save and close (Ctrl+Enter)</source>
        <translation>保存并关闭（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Take back what was typed since the last save</source>
        <translation>撤回上次保存之后的修改</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) need attention before this can be saved.</source>
        <translation>
            <numerusform>有 %n 个字段需要修正后才能保存。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>This record is in the recycle bin.</source>
        <translation>此记录在回收站中。</translation>
    </message>
    <message>
        <source>This record was removed or is no longer shared with you.</source>
        <translation>此记录已删除，或不再与您共享。</translation>
    </message>
    <message>
        <source>This record was moved to the recycle bin.</source>
        <translation>此记录已移入回收站。</translation>
    </message>
    <message>
        <source>You may see this record, but not change it.</source>
        <translation>您可以查看此记录，但不能修改。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Changed elsewhere to %1.</source>
        <translation>已在别处改为 %1。</translation>
    </message>
    <message>
        <source>Changed by %1 to %2.</source>
        <translation>%1 已改为 %2。</translation>
    </message>
    <message>
        <source>Take that</source>
        <translation>采用该值</translation>
    </message>
    <message>
        <source>What you typed on %1 and did not save is here again.</source>
        <translation>已恢复您于 %1 输入但未保存的内容。</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>You began one on %1 and did not save it.</source>
        <translation>您于 %1 开始填写了一条，尚未保存。</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>继续填写</translation>
    </message>
    <message>
        <source>This record is not on this computer, or you may not see it. What you typed on %1 is kept here.</source>
        <translation>此记录不在本机，或您无权查看。您在 %1 输入的内容仍保留在这里。</translation>
    </message>
    <message>
        <source>“%1” was not saved: %2. What you typed is kept as its draft.</source>
        <translation>“%1”未保存：%2。您输入的内容已保留为草稿。</translation>
    </message>
    <message>
        <source>This kind of record was removed. What you typed and did not save is kept among the problems.</source>
        <translation>这类记录已被删除。您输入但尚未保存的内容保留在“问题”中。</translation>
    </message>
    <message>
        <source>Not saved: you may not change this any more. What you typed stays here, to be read and copied.</source>
        <translation>未保存：您已无权修改。您输入的内容留在这里，可以查看和复制。</translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordHeader</name>
    <message>
        <source>%1 · in the recycle bin</source>
        <translation>%1 · 在回收站中</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>This was asked for and is sent at the next contact with the server.</source>
        <translation>已提出，将在下次连接服务器时发送。</translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordListView</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>保存此视图…</translation>
    </message>
    <message>
        <source>Update saved view</source>
        <translation>更新已存视图</translation>
    </message>
    <message>
        <source>Delete saved view</source>
        <translation>删除已存视图</translation>
    </message>
    <message>
        <source>Nothing matches this filter.</source>
        <translation>没有符合筛选条件的记录。</translation>
    </message>
    <message>
        <source>There are no %1 yet.</source>
        <translation>还没有%1。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Counting records…</source>
        <translation>正在统计记录…</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2 selected</source>
        <translation>%1 · 已选 %2 条</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Edit selected…</source>
        <translation>编辑所选…</translation>
    </message>
    <message>
        <source>Delete selected</source>
        <translation>删除所选</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>重置列</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open in new tab</source>
        <translation>在新标签页中打开</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) moved to the recycle bin</source>
        <translation>
            <numerusform>已将 %n 条记录移入回收站</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) changed</source>
        <translation>
            <numerusform>已修改 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Ready-made filters and saved views</source>
        <translation>预设筛选和已存视图</translation>
    </message>
    <message>
        <source>New record (Ctrl+N)</source>
        <translation>新建记录（Ctrl+N）</translation>
    </message>
    <message>
        <source>Show as board</source>
        <translation>以看板显示</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Recycle bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Restore selected</source>
        <translation>恢复所选</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) restored</source>
        <translation>
            <numerusform>已恢复 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>The recycle bin is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message>
        <source>Export as PDF…</source>
        <translation>导出为 PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>kind of records, view</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Which records are shown: ready-made filters, views that you or others have saved, and the recycle bin. Here you also save what you see as a view.</source>
        <translation>显示哪些记录：现成的筛选、您或他人保存的视图，以及回收站。也可以在这里把当前内容存成视图。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) stay as they are: you may not change them.</source>
        <translation>
            <numerusform>%n 条记录保持不变：您无权修改。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) stay where they are: you may not delete them.</source>
        <translation>
            <numerusform>%n 条记录未删除：您无权删除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) stay as they are. %1</source>
        <translation>
            <numerusform>%n 条记录保持不变。%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Past imports…</source>
        <translation>以往的导入…</translation>
    </message>
    <message>
        <source>None of these records are kept on this computer.</source>
        <translation>这些记录都未保留在本机上。</translation>
    </message>
    <message>
        <source>Past mass changes…</source>
        <translation>以往的批量更改…</translation>
    </message>
    <message numerus="yes">
        <source>Export %n record(s) of this computer, and those on the server</source>
        <translation>
            <numerusform>导出本机的 %n 条记录，以及服务器上的其余记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n record(s)</source>
        <translation>
            <numerusform>导出 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (on this computer)</source>
        <comment>list on paper</comment>
        <translation>%1（本机）</translation>
    </message>
    <message>
        <source>More of this list are on the server. They stay as they are.</source>
        <translation>此列表在服务器上还有更多记录，保持不变。</translation>
    </message>
    <message>
        <source>More of this list are on the server. They need a connection, and stay as they are.</source>
        <translation>此列表在服务器上还有更多记录。修改它们需要连接，因此保持不变。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) are on the server only. They need a connection, and stay as they are.</source>
        <translation>
            <numerusform>有 %n 条记录只在服务器上。修改它们需要连接，因此保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetching what only the server has of this list…</source>
        <translation>正在取来此列表只在服务器上的记录…</translation>
    </message>
    <message>
        <source>Something else is selected by now. Nothing was done.</source>
        <translation>所选内容已经改变，未做任何更改。</translation>
    </message>
    <message numerus="yes">
        <source>Move %n record(s) to the recycle bin?</source>
        <translation>
            <numerusform>要把 %n 条记录移入回收站吗？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are on the server only.</source>
        <translation>
            <numerusform>其中 %n 条只在服务器上。</numerusform>
        </translation>
    </message>
    <message>
        <source>Move to the recycle bin</source>
        <translation>移入回收站</translation>
    </message>
    <message>
        <source>%1 · all selected, also on the server</source>
        <translation>%1 · 已全选，包括服务器上的</translation>
    </message>
    <message numerus="yes">
        <source>%1 on this computer, %n more on the server</source>
        <translation>
            <numerusform>本机有 %1，服务器上还有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on this computer, more on the server</source>
        <translation>本机有 %1，服务器上还有更多</translation>
    </message>
    <message>
        <source>Edit saved view…</source>
        <translation>编辑已存视图…</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>合并…</translation>
    </message>
    <message>
        <source>You may not merge these two.</source>
        <translation>您无权合并这两条记录。</translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordPage</name>
    <message>
        <source>%1: will be sent at the next contact with the server</source>
        <translation>%1：将在下次连接服务器时发送</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>链接已复制</translation>
    </message>
    <message>
        <source>Moved to the recycle bin</source>
        <translation>已移入回收站</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>This record is not on this computer, or you may not see it.</source>
        <translation>此记录不在本机，或您无权查看。</translation>
    </message>
    <message numerus="yes">
        <source>Somebody else changed %n field(s) that you changed too.</source>
        <translation>
            <numerusform>有 %n 个字段您和他人都修改了。</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare and choose</source>
        <translation>比较并选择</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>%1: sent</source>
        <translation>%1：已发送</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>新建：%1</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>已添加附件：%1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>One deleted this record while another edited it.</source>
        <translation>一人删除了此记录，而另一人修改了它。</translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordSheetJob</name>
    <message numerus="yes">
        <source>%n more record(s) are not printed.</source>
        <translation>
            <numerusform>还有 %n 条记录未打印。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordTable</name>
    <message>
        <source>Fit columns to contents</source>
        <translation>列宽适应内容</translation>
    </message>
    <message>
        <source>Fit columns to window</source>
        <translation>列宽适应窗口</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>重置列</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>%1 Open the record to go on with what you typed.</source>
        <translation>%1打开该记录，即可继续编辑您输入的内容。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>tandem::client::Records</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>新建：%1</translation>
    </message>
    <message>
        <source>Delete: %1</source>
        <translation>删除：%1</translation>
    </message>
    <message>
        <source>Restore: %1</source>
        <translation>恢复：%1</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>修改：%1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Fetching a file</source>
        <translation>正在获取文件</translation>
    </message>
    <message>
        <source>Fetching %1</source>
        <translation>正在获取 %1</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n record(s)</source>
        <translation>
            <numerusform>正在检查 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Sending a file</source>
        <translation>正在发送文件</translation>
    </message>
    <message>
        <source>Fetching records: %1</source>
        <translation>正在获取记录：%1</translation>
    </message>
    <message>
        <source>Interrupted. It goes on at the next contact.</source>
        <translation>已中断，下次连接时继续。</translation>
    </message>
    <message>
        <source>Attaching %1</source>
        <translation>正在添加附件 %1</translation>
    </message>
    <message>
        <source>Fetching records from the server</source>
        <translation>正在从服务器取来记录</translation>
    </message>
</context>
<context>
    <name>tandem::client::RelatedList</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>No %1 yet.</source>
        <translation>还没有%1。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open in new tab</source>
        <translation>在新标签页中打开</translation>
    </message>
    <message>
        <source>Delete selected</source>
        <translation>删除所选</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) stay where they are: you may not delete them.</source>
        <translation>
            <numerusform>%n 条记录未删除：您无权删除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) moved to the recycle bin</source>
        <translation>
            <numerusform>已将 %n 条记录移入回收站</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::RevertPanel</name>
    <message>
        <source>Left as they are:</source>
        <translation>保持不变的内容：</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… 另有 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::RichTextFieldEditor</name>
    <message>
        <source>Bold</source>
        <translation>粗体</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>斜体</translation>
    </message>
    <message>
        <source>Underline</source>
        <translation>下划线</translation>
    </message>
    <message>
        <source>Strike through</source>
        <translation>删除线</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Bullet list</source>
        <translation>项目符号列表</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>编号列表</translation>
    </message>
    <message>
        <source>Link the selected text</source>
        <translation>为所选文字添加链接</translation>
    </message>
    <message>
        <source>Formatting</source>
        <translation>格式</translation>
    </message>
</context>
<context>
    <name>tandem::client::RollUpLines</name>
    <message>
        <source>Counted records</source>
        <translation>统计的记录</translation>
    </message>
    <message>
        <source>Records with a link to this kind of record.</source>
        <translation>关联到此对象的记录。</translation>
    </message>
    <message>
        <source>No kind of record has a link to this one yet. Add one first.</source>
        <translation>还没有对象关联到此对象，请先添加关联字段。</translation>
    </message>
    <message>
        <source>Calculation</source>
        <translation>计算方式</translation>
    </message>
    <message>
        <source>Of the field</source>
        <translation>统计字段</translation>
    </message>
    <message>
        <source>Only those with</source>
        <translation>筛选条件</translation>
    </message>
    <message>
        <source>Example: %1</source>
        <translation>示例：%1</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大值</translation>
    </message>
</context>
<context>
    <name>tandem::client::SaveViewDialog</name>
    <message>
        <source>Save view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Everybody can use it</source>
        <translation>所有人可用(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open the list with it</source>
        <translation>打开列表时先显示(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Place in the menu</source>
        <translation>菜单中的次序(&amp;P)</translation>
    </message>
</context>
<context>
    <name>tandem::client::SearchBox</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>What can be typed here</source>
        <translation>这里可以输入什么</translation>
    </message>
</context>
<context>
    <name>tandem::client::SectionHeader</name>
    <message>
        <source>Collapsed</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>Expanded</source>
        <translation>已展开</translation>
    </message>
</context>
<context>
    <name>tandem::client::ServerRowModel</name>
    <message>
        <source>On the server, not kept on this computer</source>
        <translation>在服务器上，本机未保留</translation>
    </message>
</context>
<context>
    <name>tandem::client::ServerRows</name>
    <message>
        <source>On the server, not kept on this computer</source>
        <translation>在服务器上，本机未保留</translation>
    </message>
    <message>
        <source>There is more on the server. It is shown when you are online.</source>
        <translation>服务器上还有更多记录，联网后显示。</translation>
    </message>
    <message>
        <source>Looking on the server…</source>
        <translation>正在服务器上查找…</translation>
    </message>
    <message>
        <source>What else is on the server cannot be shown here. %1</source>
        <translation>服务器上的其余记录无法在此显示。%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::Session</name>
    <message>
        <source>This is no link of Tandem: %1</source>
        <translation>这不是 Tandem 同行的链接：%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::SetFieldEditor</name>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>All are chosen</source>
        <translation>已全部选择</translation>
    </message>
</context>
<context>
    <name>tandem::client::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>外观(&amp;A)</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Work offline: nothing is sent or received until this is switched off</source>
        <translation>离线工作：关闭此项之前不收发任何数据</translation>
    </message>
    <message>
        <source>&amp;Notifications</source>
        <translation>通知(&amp;N)</translation>
    </message>
</context>
<context>
    <name>tandem::client::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Change keys</source>
        <translation>更改按键</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>清除按键</translation>
    </message>
    <message>
        <source>As delivered</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Press the new keys together</source>
        <translation>请同时按下新的按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>These keys cannot be changed.</source>
        <translation>这些按键不能更改。</translation>
    </message>
    <message>
        <source>Use them here instead</source>
        <translation>改为用在这里</translation>
    </message>
</context>
<context>
    <name>tandem::client::Shortcuts</name>
    <message>
        <source>%1 belongs to input methods and the system.</source>
        <translation>%1 由输入法和系统使用。</translation>
    </message>
    <message>
        <source>%1 is fixed: %2.</source>
        <translation>%1 是固定按键：%2。</translation>
    </message>
    <message>
        <source>%1 is needed for typing. Press it together with Ctrl or Alt.</source>
        <translation>%1 用于输入文字，请与 Ctrl 或 Alt 一起按。</translation>
    </message>
    <message>
        <source>%1 is needed for editing text.</source>
        <translation>%1 用于编辑文字。</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”.</source>
        <translation>%1 已用于“%2”。</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Open the record in a new tab</source>
        <translation>在新标签页中打开记录</translation>
    </message>
    <message>
        <source>Look at the record without leaving the list</source>
        <translation>不离开列表预览记录</translation>
    </message>
    <message>
        <source>Edit the cell</source>
        <translation>编辑单元格</translation>
    </message>
    <message>
        <source>Move to the recycle bin</source>
        <translation>移入回收站</translation>
    </message>
    <message>
        <source>Move a card to the next stage</source>
        <translation>将卡片移到下一阶段</translation>
    </message>
    <message>
        <source>Move a card to the stage before</source>
        <translation>将卡片移到上一阶段</translation>
    </message>
    <message>
        <source>Close what is open, take back what was typed</source>
        <translation>关闭当前内容，还原正在输入的内容</translation>
    </message>
    <message>
        <source>Pin an entry of the timeline, or unpin it</source>
        <translation>置顶时间线中的条目，或取消置顶</translation>
    </message>
    <message>
        <source>Approve, in the approvals</source>
        <translation>审批页：同意</translation>
    </message>
    <message>
        <source>Reject, in the approvals</source>
        <translation>审批页：拒绝</translation>
    </message>
    <message>
        <source>Return for changes, in the approvals</source>
        <translation>审批页：退回修改</translation>
    </message>
    <message>
        <source>Transfer a decision, in the approvals</source>
        <translation>审批页：转交</translation>
    </message>
    <message>
        <source>Add an approver, in the approvals</source>
        <translation>审批页：加签</translation>
    </message>
    <message>
        <source>Remind the approvers, in the approvals</source>
        <translation>审批页：催办</translation>
    </message>
</context>
<context>
    <name>tandem::client::SignInPage</name>
    <message>
        <source>Tandem</source>
        <translation>Tandem 同行</translation>
    </message>
    <message>
        <source>Enter the address of the server, e.g. crm.example.com.</source>
        <translation>请输入服务器地址，例如 crm.example.com。</translation>
    </message>
    <message>
        <source>Enter your login name.</source>
        <translation>请输入登录名。</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>请输入密码。</translation>
    </message>
    <message numerus="yes">
        <source>The new password needs at least %n characters.</source>
        <translation>
            <numerusform>新密码至少需要 %n 个字符。</numerusform>
        </translation>
    </message>
    <message>
        <source>This server shows another certificate than before. That can be an attack. Go on only if your administrator confirms this fingerprint:
%1</source>
        <translation>此服务器的证书与以前不同，可能存在攻击。仅当管理员确认以下指纹时才继续：
%1</translation>
    </message>
    <message>
        <source>First contact with this server. Compare this fingerprint with the one that your administrator gave you:
%1</source>
        <translation>首次连接此服务器。请与管理员提供的指纹核对：
%1</translation>
    </message>
    <message>
        <source>It is the same, go on</source>
        <translation>指纹一致，继续</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Sign in to Tandem</source>
        <translation>登录 Tandem 同行</translation>
    </message>
    <message>
        <source>Customers and office in one place.</source>
        <translation>客户与办公，同在一处。</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>服务器(&amp;S)</translation>
    </message>
    <message>
        <source>crm.example.com</source>
        <translation>crm.example.com</translation>
    </message>
    <message>
        <source>&amp;Login name</source>
        <translation>登录名(&amp;L)</translation>
    </message>
    <message>
        <source>One-time &amp;code</source>
        <translation>一次性验证码(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>新密码(&amp;N)</translation>
    </message>
    <message>
        <source>I have a one-time code</source>
        <translation>我有一次性验证码</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Work offline with what is on this computer</source>
        <translation>使用本机已有数据离线工作</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>tandem::client::SingleInstance</name>
    <message>
        <source>Tandem</source>
        <translation>Tandem 同行</translation>
    </message>
    <message>
        <source>Tandem is running already but does not answer. End it, or restart the computer, and try again.</source>
        <translation>Tandem 已在运行，但没有响应。请结束它或重启电脑，然后再试一次。</translation>
    </message>
    <message>
        <source>Tandem cannot write to its folder:
%1</source>
        <translation>Tandem 无法写入其文件夹：
%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::SyncDisplay</name>
    <message>
        <source>Sync: %1</source>
        <translation>同步：%1</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Go online</source>
        <translation>恢复在线</translation>
    </message>
    <message>
        <source>Check certificate</source>
        <translation>核对证书</translation>
    </message>
    <message>
        <source>Whether this computer has everything that the server has, and the other way round. You can always go on working: changes wait here and are sent later. A click shows what waits.</source>
        <translation>本机与服务器的数据是否一致。任何时候都可以继续工作：更改会在本机等待，稍后发送。点一下可查看待发送的内容。</translation>
    </message>
</context>
<context>
    <name>tandem::client::SyncPage</name>
    <message>
        <source>Compare and choose…</source>
        <translation>比较并选择…</translation>
    </message>
    <message>
        <source>Correct or discard…</source>
        <translation>更正或放弃…</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>已新建</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation>已修改：%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Waiting (%1)</source>
        <translation>待发送（%1）</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>问题（%1）</translation>
    </message>
    <message>
        <source>Conflicts (%1)</source>
        <translation>冲突（%1）</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Why it was refused</source>
        <translation>被拒绝的原因</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Changes waiting to be sent</source>
        <translation>待发送的更改</translation>
    </message>
    <message>
        <source>Changes that the server refused</source>
        <translation>被服务器拒绝的更改</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Everything has been sent.</source>
        <translation>全部内容已发送。</translation>
    </message>
    <message>
        <source>The server accepted everything.</source>
        <translation>服务器已接受全部更改。</translation>
    </message>
    <message>
        <source>Nobody changed the same field as you.</source>
        <translation>没有人与您修改同一字段。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>field %1</source>
        <translation>字段 %1</translation>
    </message>
    <message>
        <source>you</source>
        <translation>您</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>其他人</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Deleted and edited</source>
        <translation>删除与修改</translation>
    </message>
    <message>
        <source>By whom</source>
        <translation>修改人</translation>
    </message>
</context>
<context>
    <name>tandem::client::SyncTexts</name>
    <message>
        <source>No server</source>
        <translation>未设置服务器</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Syncing %1 %</source>
        <translation>正在同步 %1 %</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>正在同步…</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <translation>已同步 %1</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>已退出登录</translation>
    </message>
    <message>
        <source>Server refused</source>
        <translation>服务器拒绝连接</translation>
    </message>
    <message numerus="yes">
        <source>Working offline – %n change(s) will be sent later.</source>
        <translation>
            <numerusform>离线工作中 – %n 项更改将稍后发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Working offline – everything you do is kept and sent later.</source>
        <translation>离线工作中 – 您的所有操作都会保留并稍后发送。</translation>
    </message>
    <message numerus="yes">
        <source>Next attempt in %n second(s).</source>
        <translation>
            <numerusform>%n 秒后重试。</numerusform>
        </translation>
    </message>
    <message>
        <source>You are signed out. Sign in again to send and receive changes.</source>
        <translation>您已退出登录。请重新登录以收发更改。</translation>
    </message>
    <message>
        <source>The server refused the connection.</source>
        <translation>服务器拒绝了连接。</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 项待发送</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n 个冲突</numerusform>
        </translation>
    </message>
    <message>
        <source>Disk full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>What comes from the server cannot be kept on this computer. %1</source>
        <translation>服务器发来的内容无法保存在本机。%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::TabArea</name>
    <message>
        <source>Open tabs</source>
        <translation>打开的标签页</translation>
    </message>
</context>
<context>
    <name>tandem::client::TablePreview</name>
    <message>
        <source>Print: %1</source>
        <translation>打印：%1</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>缩小 (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>放大 (+)</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
</context>
<context>
    <name>tandem::client::TimelineDelegate</name>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>%1 created this</source>
        <translation>%1 新建了此记录</translation>
    </message>
    <message>
        <source>%1 deleted this</source>
        <translation>%1 删除了此记录</translation>
    </message>
    <message>
        <source>%1 restored this</source>
        <translation>%1 恢复了此记录</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 修改了</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… 另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>a rule did the next step</source>
        <translation>规则执行了后续步骤</translation>
    </message>
    <message>
        <source>submitted for approval</source>
        <translation>提交审批</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>未同意</translation>
    </message>
    <message>
        <source>returned the application</source>
        <translation>退回申请</translation>
    </message>
    <message>
        <source>withdrew the application</source>
        <translation>撤回申请</translation>
    </message>
    <message>
        <source>a step was skipped</source>
        <translation>跳过一个环节</translation>
    </message>
    <message>
        <source>a step went to the next superior</source>
        <translation>转交上一级</translation>
    </message>
    <message>
        <source>copied to others</source>
        <translation>抄送</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>审批通过</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>审批拒绝</translation>
    </message>
    <message>
        <source>handed the decision over</source>
        <translation>转交了审批</translation>
    </message>
    <message>
        <source>asked another approver</source>
        <translation>加签了审批人</translation>
    </message>
    <message>
        <source>reminded the approvers</source>
        <translation>催办了审批人</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>对象：%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>其余条目</translation>
    </message>
    <message>
        <source>undid an earlier change</source>
        <translation>撤销了之前的一次修改</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>merged another record into this one</source>
        <translation>将另一条记录合并到本记录</translation>
    </message>
    <message>
        <source>undid a merge of two records</source>
        <translation>撤销了两条记录的合并</translation>
    </message>
    <message>
        <source>On a laptop</source>
        <translation>通过笔记本</translation>
    </message>
    <message>
        <source>On your laptop %1</source>
        <translation>通过您的笔记本“%1”</translation>
    </message>
    <message>
        <source>By REST</source>
        <translation>通过 REST 接口</translation>
    </message>
    <message>
        <source>By an import</source>
        <translation>通过导入</translation>
    </message>
    <message>
        <source>By taking back an import or a mass change</source>
        <translation>通过撤销导入或批量更改</translation>
    </message>
    <message>
        <source>By a rule of the server</source>
        <translation>由服务器规则执行</translation>
    </message>
</context>
<context>
    <name>tandem::client::TimelineView</name>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Activities and notes</source>
        <translation>活动和备注</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Show in the timeline</source>
        <translation>在时间线中显示</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Nothing has happened here yet. Write a note or log a call above.</source>
        <translation>这里还没有动态。可在上方写备注或记录通话。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Undo this change</source>
        <translation>撤销这次修改</translation>
    </message>
    <message>
        <source>The full history comes when the server is reachable.</source>
        <translation>连上服务器后会显示完整历史。</translation>
    </message>
    <message>
        <source>Not everything can be shown: %1</source>
        <translation>有些内容无法显示：%1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Older changes come when the server is reachable.</source>
        <translation>连上服务器后会显示更早的变更。</translation>
    </message>
</context>
<context>
    <name>tandem::client::Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>tandem::client::TopBar</name>
    <message>
        <source>My profile</source>
        <translation>我的资料</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>搜索或执行命令</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>本页帮助</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>My account</source>
        <translation>我的账户</translation>
    </message>
    <message>
        <source>Search or run a command…</source>
        <translation>搜索或执行命令…</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>修改密码…</translation>
    </message>
</context>
<context>
    <name>tandem::client::TrayIcon</name>
    <message>
        <source>Tandem</source>
        <translation>Tandem 同行</translation>
    </message>
    <message>
        <source>&amp;Open Tandem</source>
        <translation>打开同行(&amp;O)</translation>
    </message>
    <message numerus="yes">
        <source>Tandem: %n thing(s) wait for you</source>
        <translation>
            <numerusform>同行：有 %n 件事等您处理</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::TypedFieldEditor</name>
    <message>
        <source>1:30 or 1 h 30 min</source>
        <translation>1:30 或 1小时30分</translation>
    </message>
    <message>
        <source>Given by the server</source>
        <translation>由服务器生成</translation>
    </message>
    <message>
        <source>Write an e-mail</source>
        <translation>写邮件</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>拨打电话</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
</context>
<context>
    <name>tandem::client::UnsentFilesStrip</name>
    <message>
        <source>“%1” is not sent. %2</source>
        <extracomment>%1 is the name of a file, %2 a sentence that says why</extracomment>
        <translation>“%1”未发送。%2</translation>
    </message>
</context>
<context>
    <name>tandem::client::WaitingPanel</name>
    <message>
        <source>Choose a change to see what it does, or to take it back.</source>
        <translation>选择一项更改可查看其内容，或将其撤回。</translation>
    </message>
    <message>
        <source>The record was deleted.</source>
        <translation>记录已删除。</translation>
    </message>
    <message>
        <source>Comment: %1</source>
        <translation>意见：%1</translation>
    </message>
    <message>
        <source>It is on its way to the server and cannot be taken back here. Change the record instead.</source>
        <translation>该更改已在发送到服务器的途中，无法在此撤回。请直接修改记录。</translation>
    </message>
    <message>
        <source>Takes this change back before it is sent</source>
        <translation>在发送之前撤回此更改</translation>
    </message>
    <message>
        <source>This will be gone for good, with everything that you typed:</source>
        <translation>以下内容连同您输入的一切都将永久丢失：</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other change(s) that wait point to it. The server will refuse them; they are under Problems then.</source>
        <translation>
            <numerusform>另有 %n 项待发送的更改引用了它。服务器会拒绝这些更改，届时可在“问题”中找到。</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>放弃</translation>
    </message>
    <message numerus="yes">
        <source>Discard %n change(s)</source>
        <translation>
            <numerusform>放弃 %n 项更改</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>&amp;Discard…</source>
        <translation>放弃(&amp;D)…</translation>
    </message>
</context>
<context>
    <name>tandem::client::crm::BoardColumn</name>
    <message numerus="yes">
        <source>%n deal(s)</source>
        <translation>
            <numerusform>%n 个商机</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::crm::MissingFieldsDialog</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This is needed first:</source>
        <translation>请先填写：</translation>
    </message>
</context>
<context>
    <name>tandem::client::crm::PipelineBoard</name>
    <message>
        <source>Move to %1</source>
        <translation>移到“%1”</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open in new tab</source>
        <translation>在新标签页中打开</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>销售流程</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>You may not move this deal.</source>
        <translation>您无权移动此商机。</translation>
    </message>
    <message>
        <source>Moved to %1</source>
        <translation>已移到“%1”</translation>
    </message>
    <message>
        <source>Whose deals</source>
        <translation>谁的商机</translation>
    </message>
    <message>
        <source>My deals</source>
        <translation>我的商机</translation>
    </message>
    <message>
        <source>All deals</source>
        <translation>全部商机</translation>
    </message>
    <message>
        <source>Find a deal</source>
        <translation>查找商机</translation>
    </message>
    <message>
        <source>There is no pipeline yet. An administrator sets up its stages under Settings.</source>
        <translation>还没有销售流程。管理员可在设置中配置各阶段。</translation>
    </message>
</context>
<context>
    <name>tandem::client::joint::FirstStepsCard</name>
    <message>
        <source>That was all. Welcome aboard!</source>
        <translation>全部完成，欢迎使用！</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>新手入门</translation>
    </message>
    <message>
        <source>Close the first steps</source>
        <translation>关闭新手入门</translation>
    </message>
    <message>
        <source>%1 Done.</source>
        <translation>%1 已完成。</translation>
    </message>
    <message>
        <source>Open an account and look around.</source>
        <translation>打开一个客户，四处看看。</translation>
    </message>
    <message>
        <source>Write down a call, a task or a visit.</source>
        <translation>记一次通话、任务或拜访。</translation>
    </message>
    <message>
        <source>Find something with Ctrl+K.</source>
        <translation>按 Ctrl+K 查找。</translation>
    </message>
    <message>
        <source>Work offline: change something, it is sent later.</source>
        <translation>离线工作：做些修改，稍后会自动发送。</translation>
    </message>
    <message>
        <source>Filter a list and save it as a view of your own.</source>
        <translation>筛选一个列表，存成自己的视图。</translation>
    </message>
</context>
<context>
    <name>tandem::client::joint::HomeCard</name>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show all: %1</source>
        <translation>显示全部：%1</translation>
    </message>
</context>
<context>
    <name>tandem::client::joint::HomePage</name>
    <message>
        <source>Waiting for my decision</source>
        <translation>待我审批</translation>
    </message>
    <message>
        <source>Nothing waits for your decision.</source>
        <translation>没有待您审批的事项。</translation>
    </message>
    <message>
        <source>My tasks</source>
        <translation>我的任务</translation>
    </message>
    <message>
        <source>No open task. Enjoy the day.</source>
        <translation>没有未完成的任务，祝您愉快。</translation>
    </message>
    <message>
        <source>My open deals</source>
        <translation>我的进行中商机</translation>
    </message>
    <message>
        <source>You have no open deal.</source>
        <translation>您没有进行中的商机。</translation>
    </message>
    <message>
        <source>Customers changed last</source>
        <translation>最近变更的客户</translation>
    </message>
    <message>
        <source>There are no customers yet.</source>
        <translation>还没有客户。</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Welcome, %1</source>
        <translation>欢迎，%1</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
</context>
<context>
    <name>tandem::client::oa::ApprovalChain</name>
    <message>
        <source>Submitted</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Transferred to %1</source>
        <translation>已转交给%1</translation>
    </message>
    <message>
        <source>Transferred by %1</source>
        <translation>由%1转交</translation>
    </message>
    <message>
        <source>Added by %1, decides before</source>
        <translation>由%1前加签</translation>
    </message>
    <message>
        <source>Added by %1, decides after</source>
        <translation>由%1后加签</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Will be informed</source>
        <translation>将抄送</translation>
    </message>
    <message>
        <source>Still to come</source>
        <translation>未到</translation>
    </message>
</context>
<context>
    <name>tandem::client::oa::ApprovalPanel</name>
    <message>
        <source>%1 · started by %2 · %3</source>
        <translation>%1 · 由 %2 发起 · %3</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开%1</translation>
    </message>
    <message>
        <source>Your decision will be sent at the next contact with the server.</source>
        <translation>您的审批意见将在下次连接服务器时发送。</translation>
    </message>
    <message>
        <source>Say why, so that the initiator knows what to do.</source>
        <translation>请说明原因，以便发起人处理。</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Your decision is on its way.</source>
        <translation>您的审批意见正在发送。</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>This was decided or withdrawn meanwhile. Nothing was sent from here.</source>
        <translation>此审批已被处理或撤回。本机没有发送任何内容。</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>转交…</translation>
    </message>
    <message>
        <source>Add approver…</source>
        <translation>加签…</translation>
    </message>
    <message>
        <source>Remind</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The reminder is on its way.</source>
        <translation>催办正在发送。</translation>
    </message>
</context>
<context>
    <name>tandem::client::oa::ApprovalsPage</name>
    <message>
        <source>Nothing waits for your decision.</source>
        <translation>没有待您审批的事项。</translation>
    </message>
    <message>
        <source>You have not decided anything yet.</source>
        <translation>您还没有处理过审批。</translation>
    </message>
    <message>
        <source>You have not started an approval yet.</source>
        <translation>您还没有发起过审批。</translation>
    </message>
    <message>
        <source>Nothing was copied to you.</source>
        <translation>没有抄送给您的审批。</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已办</translation>
    </message>
    <message>
        <source>Started by me</source>
        <translation>我发起的</translation>
    </message>
    <message>
        <source>Copied to me</source>
        <translation>抄送我的</translation>
    </message>
</context>
<context>
    <name>tandem::client::oa::PersonChoice</name>
    <message>
        <source>Choose a person.</source>
        <translation>请选择人员。</translation>
    </message>
    <message>
        <source>Who is to decide instead of you?</source>
        <translation>由谁代替您审批？</translation>
    </message>
    <message>
        <source>Who is to decide as well?</source>
        <translation>还要请谁审批？</translation>
    </message>
    <message>
        <source>Before me: it comes back to me</source>
        <translation>在我之前：审批后回到我这里</translation>
    </message>
    <message>
        <source>After me: I approve now</source>
        <translation>在我之后：我现在同意</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>转交</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>加签</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>tandemctl</name>
    <message>
        <source>The password is set.</source>
        <translation>密码已设置。</translation>
    </message>
    <message>
        <source>One-time code for the first sign-in: %1</source>
        <translation>首次登录的一次性验证码：%1</translation>
    </message>
    <message>
        <source> (disabled)</source>
        <translation>（已停用）</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完成。</translation>
    </message>
    <message>
        <source>%1 rows: %2 created, %3 updated, %4 were there, %5 failed</source>
        <translation>共 %1 行：新建 %2，更新 %3，已存在 %4，失败 %5</translation>
    </message>
    <message>
        <source>The database is damaged. Restore a backup.</source>
        <translation>数据库已损坏，请恢复备份。</translation>
    </message>
    <message>
        <source>The database is whole.</source>
        <translation>数据库完整。</translation>
    </message>
    <message>
        <source>All tables and columns are there.</source>
        <translation>所有数据表和列均已就绪。</translation>
    </message>
    <message>
        <source>Missing until the next start of the daemon: %1</source>
        <translation>下次启动服务前缺少：%1</translation>
    </message>
    <message>
        <source>There is no certificate in the data folder.</source>
        <translation>数据文件夹中没有证书。</translation>
    </message>
    <message>
        <source>The certificate is valid until %1.</source>
        <translation>证书有效期至 %1。</translation>
    </message>
    <message>
        <source>%1 MB are free on the disk.</source>
        <translation>磁盘剩余空间 %1 MB。</translation>
    </message>
    <message>
        <source>There is no database in %1.</source>
        <translation>%1 中没有数据库。</translation>
    </message>
    <message>
        <source>Everything is in.</source>
        <translation>全部导入完成。</translation>
    </message>
    <message>
        <source>%1 rows could not be taken; all others are in.</source>
        <translation>%1 行无法导入，其余均已导入。</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no backup yet. Set backupFolder in the configuration, or run tandemctl backup FOLDER.</source>
        <translation>还没有备份。请在配置中设置 backupFolder，或执行 tandemctl backup 文件夹。</translation>
    </message>
    <message>
        <source>The last backup is old: %1, %2, %3</source>
        <translation>最近一次备份时间过久：%1，%2，%3</translation>
    </message>
    <message>
        <source>Last backup: %1, %2, %3</source>
        <translation>最近一次备份：%1，%2，%3</translation>
    </message>
    <message>
        <source>Attached files that are damaged on the server, taken as they are: %1. Its log names them.</source>
        <translation>服务器上已损坏、按原样备份的附件：%1 个，具体见服务器日志。</translation>
    </message>
    <message>
        <source>A backup is restored into a folder of its own: stop the daemon and move the old folder away first.</source>
        <translation>备份只能恢复到空文件夹：请先停止服务并移走旧文件夹。</translation>
    </message>
    <message>
        <source>Backup written and verified: %1 (%2 files, %3)</source>
        <translation>备份已写入并校验：%1（%2 个文件，%3）</translation>
    </message>
    <message>
        <source>the password is the first line of this file; “-”: of what is piped in</source>
        <translation>密码取自该文件的第一行；“-”表示取自标准输入</translation>
    </message>
    <message>
        <source>the password itself, which others on this machine can see meanwhile</source>
        <translation>直接给出密码（执行期间同一台机器上的其他人可以看到）</translation>
    </message>
    <message>
        <source>lists the users</source>
        <translation>列出用户</translation>
    </message>
    <message>
        <source>adds a user; without a password it prints a one-time code for the first sign-in</source>
        <translation>添加用户；不给密码时输出首次登录用的一次性验证码</translation>
    </message>
    <message>
        <source>the person&apos;s name; else the login</source>
        <translation>姓名；默认与登录名相同</translation>
    </message>
    <message>
        <source>with commas: administrator, manager, sales, service, employee, or the company&apos;s own</source>
        <translation>角色，用逗号分隔：administrator、manager、sales、service、employee 或公司自定义角色</translation>
    </message>
    <message>
        <source>name of the department</source>
        <translation>部门名称</translation>
    </message>
    <message>
        <source>takes the access away and ends the sessions; records stay</source>
        <translation>停用用户并结束其会话，数据保留</translation>
    </message>
    <message>
        <source>gives the access back</source>
        <translation>重新启用用户</translation>
    </message>
    <message>
        <source>sets the password, or prints a new one-time code; ends the sessions</source>
        <translation>设置密码，或输出新的一次性验证码；同时结束其会话</translation>
    </message>
    <message>
        <source>which column goes where; else by their names</source>
        <translation>列与字段的对应关系；默认按名称匹配</translation>
    </message>
    <message>
        <source>file (of a manifest: folder) for the rows that could not be taken</source>
        <translation>存放导入失败行的文件（用清单导入时为文件夹）</translation>
    </message>
    <message>
        <source>in the name and with the rights of this user</source>
        <translation>以该用户的身份和权限导入</translation>
    </message>
    <message>
        <source>imports what this file lists, in its order</source>
        <translation>按清单文件中的顺序逐个导入</translation>
    </message>
    <message>
        <source>moves the dates of a manifest so that they end today</source>
        <translation>把清单中的日期整体平移到今天为止</translation>
    </message>
    <message>
        <source>writes and verifies a backup while the daemon works; the folder must not be there yet</source>
        <translation>在服务运行时写入并校验备份；目标文件夹不能已存在</translation>
    </message>
    <message>
        <source>puts a backup into the data folder, which must be empty or absent</source>
        <translation>把备份恢复到数据文件夹（须为空或不存在）</translation>
    </message>
    <message>
        <source>how the running daemon is: clients, writing, backup, jobs</source>
        <translation>运行状态：客户端、写入、备份、后台任务</translation>
    </message>
    <message>
        <source>examines the data folder, with or without a running daemon</source>
        <translation>检查数据文件夹，服务运行与否均可</translation>
    </message>
    <message>
        <source>lists background jobs that wait or failed for good</source>
        <translation>列出等待中和最终失败的后台任务</translation>
    </message>
    <message>
        <source>tries a job again now</source>
        <translation>立即重试某个任务</translation>
    </message>
    <message>
        <source>drops a job for good</source>
        <translation>彻底放弃某个任务</translation>
    </message>
    <message>
        <source>the daemon&apos;s data folder; else TANDEM_DATA_FOLDER, else the user&apos;s own</source>
        <translation>服务的数据文件夹；默认取 TANDEM_DATA_FOLDER，再默认为当前用户自己的</translation>
    </message>
    <message>
        <source>prints the answer, or the error, for scripts</source>
        <translation>以 JSON 输出结果或错误，供脚本使用</translation>
    </message>
    <message>
        <source>this help; behind a command: its own</source>
        <translation>显示帮助；写在命令后面则显示该命令的帮助</translation>
    </message>
    <message>
        <source>prints the version</source>
        <translation>显示版本</translation>
    </message>
    <message>
        <source>tandemctl [--data FOLDER] COMMAND: runs a Tandem server</source>
        <translation>tandemctl [--data 文件夹] 命令：管理同行服务器</translation>
    </message>
    <message>
        <source>tandemctl COMMAND --help has the options of a command.</source>
        <translation>tandemctl 命令 --help 显示该命令的选项。</translation>
    </message>
    <message>
        <source>Exit codes: 0 done, 1 failed, 2 wrong command line, 3 no daemon running, 4 something to look at</source>
        <translation>退出码：0 成功，1 失败，2 命令行有误，3 服务未运行，4 有需要查看的问题</translation>
    </message>
    <message>
        <source>tandemctl --help lists the commands.</source>
        <translation>tandemctl --help 列出全部命令。</translation>
    </message>
    <message>
        <source>“%1” needs one more word.</source>
        <translation>“%1”后面还缺一个词。</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>没有命令“%1”。</translation>
    </message>
    <message>
        <source>“--%1” does not go with “%2”.</source>
        <translation>选项“--%1”不能用于“%2”。</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>缺少 %1。</translation>
    </message>
    <message>
        <source>“%1” is one word too many.</source>
        <translation>“%1”是多余的。</translation>
    </message>
    <message>
        <source>There is no option “%1”.</source>
        <translation>没有选项“%1”。</translation>
    </message>
    <message>
        <source>A command is missing.</source>
        <translation>缺少命令。</translation>
    </message>
    <message>
        <source>You may not read the data folder %1. Run tandemctl as the user of the daemon.</source>
        <translation>没有权限读取数据文件夹 %1。请以服务所用的用户身份执行 tandemctl。</translation>
    </message>
    <message>
        <source>No daemon is running on the data folder %1.</source>
        <translation>数据文件夹 %1 上没有正在运行的服务。</translation>
    </message>
    <message>
        <source>There is no data folder %1. Name the daemon&apos;s with --data.</source>
        <translation>数据文件夹 %1 不存在。请用 --data 指定服务的数据文件夹。</translation>
    </message>
    <message>
        <source>The last backup is not at its place any more: %1</source>
        <translation>最近一次备份已不在原处：%1</translation>
    </message>
    <message>
        <source>No job has failed for good.</source>
        <translation>没有最终失败的后台任务。</translation>
    </message>
    <message>
        <source>Jobs that failed for good: %1. “tandemctl jobs” lists them. The newest: %2</source>
        <translation>最终失败的后台任务：%1 个，用 tandemctl jobs 查看。最近一个：%2</translation>
    </message>
    <message>
        <source>A manifest names its files itself: leave ENTITY and FILE out.</source>
        <translation>清单已列出文件，请不要再写 ENTITY 和 FILE。</translation>
    </message>
    <message>
        <source>Changes are taken.</source>
        <translation>可以正常写入。</translation>
    </message>
    <message>
        <source>No changes are taken: %1 It is tried again all the time.</source>
        <translation>暂时无法写入：%1系统会不断重试。</translation>
    </message>
    <message>
        <source>Jobs: %1 waiting, %2 failed for good</source>
        <translation>后台任务：%1 个等待，%2 个最终失败</translation>
    </message>
    <message>
        <source> (see tandemctl jobs)</source>
        <translation>（见 tandemctl jobs）</translation>
    </message>
    <message>
        <source>Version %1, %2 clients, change %3, %4 waiting</source>
        <translation>版本 %1，%2 个客户端，变更序号 %3，%4 个等待写入</translation>
    </message>
    <message>
        <source>failed for good %1</source>
        <translation>%1 最终失败</translation>
    </message>
    <message>
        <source>next attempt %1</source>
        <translation>下次尝试 %1</translation>
    </message>
    <message>
        <source>No job waits, none has failed for good.</source>
        <translation>没有等待中或最终失败的任务。</translation>
    </message>
    <message>
        <source>good</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>The job is tried again now.</source>
        <translation>任务正在重试。</translation>
    </message>
    <message>
        <source>The job is dropped.</source>
        <translation>任务已放弃。</translation>
    </message>
    <message>
        <source>postgresql://…, if it is no file in the folder; else TANDEM_DATABASE</source>
        <translation>数据库不在该文件夹中时的地址 postgresql://…；未给出则取 TANDEM_DATABASE</translation>
    </message>
    <message>
        <source>the first line of this file is the database&apos;s password</source>
        <translation>该文件的第一行是数据库密码</translation>
    </message>
    <message>
        <source>lists the imports of the past, the newest first</source>
        <translation>列出以往的导入，最新的在前</translation>
    </message>
    <message>
        <source>takes an import back: deletes what it added, sets back what it changed, as far as nobody has edited it since</source>
        <translation>撤销一次导入：删除新增的记录，恢复更改过的值；之后有人修改过的除外</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>being reverted</source>
        <translation>撤销中</translation>
    </message>
    <message>
        <source>reverted</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>revert failed</source>
        <translation>撤销失败</translation>
    </message>
    <message>
        <source>%1 created, %2 updated, %3 failed</source>
        <translation>新增 %1，更新 %2，失败 %3</translation>
    </message>
    <message>
        <source>Nothing was imported yet.</source>
        <translation>还没有导入过。</translation>
    </message>
    <message>
        <source>The import could not be reverted (see tandemctl jobs).</source>
        <translation>导入未能撤销（见 tandemctl jobs）。</translation>
    </message>
    <message>
        <source>%1 records deleted again, %2 fields set back, %3 left as they are</source>
        <translation>已删除 %1 条记录，已恢复 %2 个字段，%3 项保持不变</translation>
    </message>
    <message>
        <source>There is no import %1: see tandemctl import list.</source>
        <translation>没有编号为 %1 的导入：请用 tandemctl import list 查看。</translation>
    </message>
    <message>
        <source>Broken at entry %1: it or the one before it was changed, or something between them was removed, added or moved.</source>
        <translation>在第 %1 条处断开：它或它的前一条被改过，或者两者之间有条目被删除、添加或移动。</translation>
    </message>
    <message>
        <source>Broken at entry %1: it was added where everything has been removed for its age.</source>
        <translation>在第 %1 条处断开：它被加在已按期限全部清除的范围内。</translation>
    </message>
    <message>
        <source>Broken after entry %1: what was written after it is gone.</source>
        <translation>在第 %1 条之后断开：其后写入的内容不见了。</translation>
    </message>
    <message>
        <source>Entry %1 is not the one that was noted: the log has been written anew since.</source>
        <translation>第 %1 条与当初记下的不同：此后日志被重写过。</translation>
    </message>
    <message>
        <source>Whole: %1 entries</source>
        <translation>完整，共 %1 条</translation>
    </message>
    <message>
        <source>Changes: %1</source>
        <translation>变更：%1</translation>
    </message>
    <message>
        <source>%1 older ones were written before there were hashes.</source>
        <translation>另有 %1 条较早的记录写于启用哈希之前。</translation>
    </message>
    <message>
        <source>What was noted is older than what is kept, so it could not be compared.</source>
        <translation>记下的那一条早于现在保留的内容，无法比对。</translation>
    </message>
    <message>
        <source>Sign-ins: %1</source>
        <translation>登录：%1</translation>
    </message>
    <message>
        <source>To be noted somewhere else, for --noted next time: %1</source>
        <translation>请记在别处，下次用于 --noted：%1</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>failed to sign in</source>
        <translation>登录失败</translation>
    </message>
    <message>
        <source>session ended</source>
        <translation>会话结束</translation>
    </message>
    <message>
        <source>password set</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>one-time code made</source>
        <translation>生成一次性验证码</translation>
    </message>
    <message>
        <source>old history removed</source>
        <translation>清除旧历史记录</translation>
    </message>
    <message>
        <source>Attached files shared with the backup before: %1</source>
        <translation>与上一个备份共用的附件：%1</translation>
    </message>
    <message>
        <source>The backup is whole: %1 files, %2; its database opens and has %3 rows in %4 tables.</source>
        <translation>备份完整：%1 个文件，%2；数据库可以打开，共 %4 个表、%3 行。</translation>
    </message>
    <message>
        <source>The backup is restored: %1 files, %2, %3 rows in %4 tables, into %5.</source>
        <translation>备份已恢复到 %5：%1 个文件，%2，%4 个表共 %3 行。</translation>
    </message>
    <message>
        <source>the first line of this file is the backup&apos;s key; else TANDEM_BACKUP_KEY_FILE</source>
        <translation>此文件的第一行是备份密钥；否则用 TANDEM_BACKUP_KEY_FILE</translation>
    </message>
    <message>
        <source>shares the attached files that the last backup has already with it</source>
        <translation>上一个备份已有的附件与其共用，不再复制</translation>
    </message>
    <message>
        <source>only rehearses it: reads everything, opens the database in an empty place, checks and counts it</source>
        <translation>只做演练：读取全部内容，在空白位置打开数据库，检查并计数</translation>
    </message>
    <message>
        <source>postgresql://…, an empty database</source>
        <translation>postgresql://…，一个空数据库</translation>
    </message>
    <message>
        <source>copies the attached files there too, for daemons that share them; it must be empty or absent</source>
        <translation>同时把附件复制到该文件夹，供多个守护进程共用；它必须为空或不存在</translation>
    </message>
    <message>
        <source>says whether the log of changes and sign-ins is as the server wrote it, or where it breaks</source>
        <translation>检查变更和登录日志是否与服务器写入时一致，否则指出断开之处</translation>
    </message>
    <message>
        <source>what an earlier run printed; it must still hold</source>
        <translation>以前运行时输出的内容，现在仍须相符</translation>
    </message>
    <message>
        <source>lists sign-ins, new passwords and ended sessions, the newest first</source>
        <translation>列出登录、新密码和结束的会话，最新的在前</translation>
    </message>
    <message>
        <source>how many; else 100</source>
        <translation>条数，默认 100</translation>
    </message>
    <message>
        <source>The company is in PostgreSQL: %1 rows in %2 tables and %3 attached files were copied, each compared with the original.</source>
        <translation>公司数据已在 PostgreSQL 中：复制了 %2 个表共 %1 行和 %3 个附件，均已与原件比对。</translation>
    </message>
    <message>
        <source>Attached files that were damaged before, taken as they are: %1</source>
        <translation>此前已损坏、原样复制的附件：%1</translation>
    </message>
    <message>
        <source>--to is missing: the database to move to.</source>
        <translation>缺少 --to：要迁移到的数据库。</translation>
    </message>
    <message>
        <source>The scheduled backup fails: %1</source>
        <translation>定时备份失败：%1</translation>
    </message>
    <message>
        <source>Attached files: %1 of %2</source>
        <translation>附件：已用 %1，共 %2</translation>
    </message>
    <message>
        <source>Attached files: %1, no limit</source>
        <translation>附件：已用 %1，无上限</translation>
    </message>
    <message>
        <source>(almost full: raise filesQuotaMegabytes)</source>
        <translation>（即将用满：请调高 filesQuotaMegabytes）</translation>
    </message>
    <message>
        <source>(none are taken: their disk has %1 left, diskReserveMegabytes)</source>
        <translation>（暂不接收：所在磁盘仅剩 %1，见 diskReserveMegabytes）</translation>
    </message>
    <message>
        <source>sent an infected file</source>
        <translation>发送了带病毒的文件</translation>
    </message>
    <message>
        <source>The scheduled backup is overdue. %1</source>
        <translation>定时备份已逾期。%1</translation>
    </message>
    <message>
        <source>Files that the virus scanner has not looked at yet: %1</source>
        <translation>病毒扫描程序尚未检查的文件：%1</translation>
    </message>
    <message>
        <source>The scheduled backup is overdue.</source>
        <translation>定时备份已逾期。</translation>
    </message>
    <message>
        <source>lists the mass changes and merges of the past, the newest first</source>
        <translation>列出以往的批量更改和合并，最新的在前</translation>
    </message>
    <message>
        <source>shows one, and what could not be set back when it was undone</source>
        <translation>显示其中一次，以及撤销时未能恢复的内容</translation>
    </message>
    <message>
        <source>undoes a mass change or a merge as a whole, as far as nobody has edited it since</source>
        <translation>整体撤销一次批量更改或合并；之后又被修改过的保持不变</translation>
    </message>
    <message>
        <source>No standby follows it.</source>
        <translation>没有备库跟随它。</translation>
    </message>
    <message>
        <source>Standbys that follow it: %1; no commit waits for them, so a failover may lose the last ones.</source>
        <translation>跟随它的备库：%1；提交不等待备库，故障切换可能丢失最近的提交。</translation>
    </message>
    <message>
        <source>Standbys that follow it: %1; commits wait for them.</source>
        <translation>跟随它的备库：%1；提交会等待备库。</translation>
    </message>
    <message>
        <source>PostgreSQL %1 answers at %2. %3</source>
        <translation>PostgreSQL %1 在 %2 有响应。%3</translation>
    </message>
    <message>
        <source>None of the database&apos;s servers answers and takes changes: %1</source>
        <translation>数据库的服务器中没有一台可以连接并接受更改：%1</translation>
    </message>
    <message>
        <source>A backup that was interrupted had left the database here, not encrypted. It was removed just now: %1</source>
        <translation>一次中断的备份曾在此留下未加密的数据库，现已删除：%1</translation>
    </message>
    <message>
        <source>A backup that was interrupted left the database here, not encrypted. It cannot be removed: %1</source>
        <translation>一次中断的备份在此留下了未加密的数据库，无法删除：%1</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation>%1 条记录</translation>
    </message>
    <message>
        <source>edited since</source>
        <translation>之后有人修改过</translation>
    </message>
    <message>
        <source>deleted meanwhile</source>
        <translation>期间已被删除</translation>
    </message>
    <message>
        <source>not writable for who took it back</source>
        <translation>撤销者无权修改</translation>
    </message>
    <message>
        <source>%1 records put back, %2 left as they are</source>
        <translation>%1 条记录已恢复原状，%2 处保持不变</translation>
    </message>
    <message>
        <source>There was no mass change yet.</source>
        <translation>还没有批量更改。</translation>
    </message>
    <message>
        <source>The mass change could not be undone (see tandemctl jobs).</source>
        <translation>无法撤销该批量更改（见 tandemctl jobs）。</translation>
    </message>
    <message>
        <source>There is no mass change %1: see tandemctl mass-change list.</source>
        <translation>没有批量更改 %1：请用 tandemctl mass-change list 查看。</translation>
    </message>
    <message>
        <source>Database: PostgreSQL at %1</source>
        <translation>数据库：PostgreSQL，位于 %1</translation>
    </message>
    <message>
        <source>Attached files that records name and that are not in it, since the server has lost them or its virus scanner has locked them away: %1</source>
        <translation>有记录引用、但备份中没有的附件（服务器已丢失，或已被病毒扫描程序隔离）：%1 个</translation>
    </message>
    <message>
        <source>lists the devices and programs that a user is signed in with</source>
        <translation>列出用户已登录的设备和程序</translation>
    </message>
    <message>
        <source>signs one of them out at once, such as a lost laptop</source>
        <translation>立即登出其中一个，例如丢失的笔记本电脑</translation>
    </message>
    <message>
        <source>(without a name)</source>
        <translation>（无名称）</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>登录于 %1</translation>
    </message>
    <message>
        <source>last seen %1</source>
        <translation>最近使用 %1</translation>
    </message>
    <message>
        <source>This user is signed in nowhere.</source>
        <translation>该用户没有在任何地方登录。</translation>
    </message>
    <message>
        <source>That device is signed out.</source>
        <translation>该设备已登出。</translation>
    </message>
    <message>
        <source>The definitions are not right, those of an earlier start are used: %1: %2</source>
        <translation>实体定义有错，正在使用之前启动时的定义：%1：%2</translation>
    </message>
    <message>
        <source>brings in a CSV or XLSX file, or all files of a manifest</source>
        <translation>导入一个 CSV 或 XLSX 文件，或清单中的全部文件</translation>
    </message>
    <message>
        <source>which sheet of a workbook; else the first</source>
        <translation>工作簿中的哪个工作表；默认第一个</translation>
    </message>
    <message>
        <source>moves the company to PostgreSQL, and compares every row and file with the original; a running daemon takes no changes while the rows are copied</source>
        <translation>把公司数据迁移到 PostgreSQL，并逐行、逐个文件与原件比对；复制数据行期间，运行中的守护进程不接受更改</translation>
    </message>
    <message>
        <source>where the attached files are, if the configuration of a stopped daemon names a filesFolder</source>
        <translation>附件所在位置（当已停止的守护进程的配置指定了 filesFolder 时）</translation>
    </message>
    <message>
        <source>A manifest reads the first sheet of a workbook: leave --sheet out.</source>
        <translation>清单只读取工作簿的第一个工作表，请不要写 --sheet。</translation>
    </message>
    <message>
        <source>ENTITY and FILE are missing, or a manifest.</source>
        <translation>缺少 ENTITY 和 FILE，或缺少清单。</translation>
    </message>
    <message>
        <source>The old database is as it was, and no daemon takes changes into it any more. Put this into the configuration and restart the daemon:</source>
        <translation>旧数据库未作改动，守护进程不再向其写入更改。把以下内容写入配置并重启守护进程：</translation>
    </message>
    <message>
        <source>The search index does not go on: %1</source>
        <translation>搜索索引无法继续：%1</translation>
    </message>
    <message>
        <source>Search index: whole, at change %1</source>
        <translation>搜索索引：完整，截至变更序号 %1</translation>
    </message>
    <message>
        <source>Search index: being made, at change %1</source>
        <translation>搜索索引：正在建立，截至变更序号 %1</translation>
    </message>
</context>
<context>
    <name>tandemd</name>
    <message>
        <source>Database, files, certificate. One daemon at a time.</source>
        <translation>存放数据库、附件和证书的文件夹，同一时间只能由一个服务使用。</translation>
    </message>
    <message>
        <source>Address to listen on.</source>
        <translation>监听地址。</translation>
    </message>
    <message>
        <source>The one port, TLS. 0: any free one.</source>
        <translation>唯一的端口（TLS）；0 表示任选空闲端口。</translation>
    </message>
    <message>
        <source>Prometheus metrics on 127.0.0.1. 0: none.</source>
        <translation>127.0.0.1 上的 Prometheus 指标端口；0 表示不启用。</translation>
    </message>
    <message>
        <source>PEM file; empty: a self-signed one in the data folder.</source>
        <translation>PEM 证书文件；留空则使用数据文件夹里的自签名证书。</translation>
    </message>
    <message>
        <source>PEM file of the certificate&apos;s private key.</source>
        <translation>证书私钥的 PEM 文件。</translation>
    </message>
    <message>
        <source>Host names and addresses of the self-signed certificate, with commas.</source>
        <translation>自签名证书中的主机名和地址，用逗号分隔。</translation>
    </message>
    <message>
        <source>Threads that serve connections.</source>
        <translation>处理连接的线程数。</translation>
    </message>
    <message>
        <source>Connections at a time.</source>
        <translation>同时连接数上限。</translation>
    </message>
    <message>
        <source>Largest attached file.</source>
        <translation>附件大小上限。</translation>
    </message>
    <message>
        <source>zh_CN or en: language of the records that the first start makes.</source>
        <translation>zh_CN 或 en：首次启动时所建数据的语言。</translation>
    </message>
    <message>
        <source>Folder of the scheduled backups, best on another disk; it has to be there. Empty: none are written.</source>
        <translation>定时备份的文件夹，最好位于另一块磁盘，须事先存在；留空则不备份。</translation>
    </message>
    <message>
        <source>When a backup is written, each day; several with commas.</source>
        <translation>每天备份的时间，多个时间用逗号分隔。</translation>
    </message>
    <message>
        <source>How many scheduled backups are kept, the newest ones.</source>
        <translation>保留最近多少份定时备份。</translation>
    </message>
    <message>
        <source>Rules such as tandem.transport.debug=true;tandem.*.info=false</source>
        <translation>日志规则，例如 tandem.transport.debug=true;tandem.*.info=false</translation>
    </message>
    <message>
        <source>Folder of entity definitions instead of the built-in ones.</source>
        <translation>代替内置定义的实体定义文件夹。</translation>
    </message>
    <message>
        <source># tandemd. Each value can also come from the environment (TANDEM_PORT) or a flag (--port), which win.</source>
        <translation># tandemd 配置。每一项也可用环境变量（TANDEM_PORT）或参数（--port）给出，且优先于本文件。</translation>
    </message>
    <message>
        <source>The server of Tandem. Values come from the configuration file, the environment and these flags; the later one wins.
Exit codes: 0 ended as asked, 1 failed, 2 configuration, 3 port in use or not allowed, 4 data folder in use, 5 data folder not usable, 6 damaged data or certificate, 7 data of a newer version</source>
        <translation>同行服务器。各项的值依次取自配置文件、环境变量和命令行参数，后者优先。
退出码：0 正常结束，1 失败，2 配置有误，3 端口被占用或无权使用，4 数据文件夹正被使用，5 数据文件夹不可用，6 数据或证书损坏，7 数据来自更新的版本</translation>
    </message>
    <message>
        <source>This help.</source>
        <translation>显示本帮助。</translation>
    </message>
    <message>
        <source>The version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>Configuration file; else TANDEM_CONFIG.</source>
        <translation>配置文件；默认取 TANDEM_CONFIG。</translation>
    </message>
    <message>
        <source>Short for --data-folder.</source>
        <translation>--data-folder 的简写。</translation>
    </message>
    <message>
        <source>Says whether the configuration is right, and ends.</source>
        <translation>检查配置是否正确，然后退出。</translation>
    </message>
    <message>
        <source>Prints a configuration file with every key, and ends.</source>
        <translation>输出包含全部配置项的配置文件，然后退出。</translation>
    </message>
    <message>
        <source>There is no flag “%1”.</source>
        <translation>没有参数“%1”。</translation>
    </message>
    <message>
        <source>“%1” means nothing here; flags begin with --.</source>
        <translation>无法识别“%1”，参数以 -- 开头。</translation>
    </message>
    <message>
        <source>tandemd --help lists the flags.</source>
        <translation>tandemd --help 列出全部参数。</translation>
    </message>
    <message>
        <source>The configuration is right.</source>
        <translation>配置正确。</translation>
    </message>
    <message>
        <source>File of the log; empty: standard error.</source>
        <translation>日志文件；留空则输出到标准错误。</translation>
    </message>
    <message>
        <source>postgresql://user@host/name instead of a file in the data folder.</source>
        <translation>用 postgresql://用户@主机/库名 代替数据文件夹中的数据库文件。</translation>
    </message>
    <message>
        <source>Its first line is the database&apos;s password.</source>
        <translation>该文件的第一行是数据库密码。</translation>
    </message>
    <message>
        <source>Attached files; daemons that share a database share it too. Empty: in the data folder.</source>
        <translation>附件文件夹；共用数据库的多个服务也共用此文件夹。留空则在数据文件夹中。</translation>
    </message>
    <message>
        <source>The name above everything that clients print.</source>
        <translation>公司名称，印在客户端打印的所有内容上方。</translation>
    </message>
    <message>
        <source>Of how many weeks before those the newest one is kept too. 0: of none.</source>
        <translation>在此之前的多少周里，各保留最新的一个。0：不保留。</translation>
    </message>
    <message>
        <source>Its first line, 64 hexadecimal digits, encrypts backups; keep a copy elsewhere. Else TANDEM_BACKUP_KEY.</source>
        <translation>其第一行（64 位十六进制数字）用于加密备份；请在别处保存一份。否则用 TANDEM_BACKUP_KEY。</translation>
    </message>
    <message>
        <source>How many days the history of records is kept, at least 30. 0: for ever.</source>
        <translation>记录的历史保留多少天，至少 30；0 表示永久。</translation>
    </message>
    <message>
        <source>How much all attached files may take together. 0: as much as the disk has.</source>
        <translation>所有附件总共可占用多少。0：不限，以磁盘为准。</translation>
    </message>
    <message>
        <source>How much of their disk attached files leave free, for the database to go on.</source>
        <translation>附件须在所在磁盘上留出多少空间，供数据库继续运行。</translation>
    </message>
    <message>
        <source>clamd://host:3310 or clamd:///run/clamav/clamd.ctl: the virus scanner that looks at attached files.</source>
        <translation>clamd://host:3310 或 clamd:///run/clamav/clamd.ctl：检查附件的病毒扫描程序。</translation>
    </message>
    <message>
        <source>wait or refuse: what becomes of files while the scanner cannot be reached.</source>
        <translation>wait（等待）或 refuse（拒收）：无法连接扫描程序时如何处理文件。</translation>
    </message>
    <message>
        <source>After how many days the scanner looks at a file again. 0: never.</source>
        <translation>扫描程序在多少天后再次检查同一文件。0：不再检查。</translation>
    </message>
    <message>
        <source>After how many days the recycle bin lets go what was deleted. 0: never.</source>
        <translation>已删除的内容在回收站中保留多少天。0：永久保留。</translation>
    </message>
    <message>
        <source>s3://bucket/prefix: the S3-compatible store that attached files are moved to. Empty: they stay in their folder.</source>
        <translation>s3://存储桶/前缀：附件移往的 S3 兼容存储。留空则附件留在其文件夹中。</translation>
    </message>
    <message>
        <source>Address of that store: https://host:port, http:// on this machine alone. Empty: AWS in the region.</source>
        <translation>该存储的地址：https://主机:端口，http:// 仅限本机。留空则为该区域的 AWS。</translation>
    </message>
    <message>
        <source>Region of that store, as requests are signed for it.</source>
        <translation>该存储的区域，请求按此签名。</translation>
    </message>
    <message>
        <source>host or path: where the bucket stands in addresses of that store.</source>
        <translation>host（主机名）或 path（路径）：存储桶在该存储地址中的位置。</translation>
    </message>
    <message>
        <source>Access key of that store.</source>
        <translation>该存储的访问密钥 ID。</translation>
    </message>
    <message>
        <source>Secret of the access key; better in a file or the environment than in a flag.</source>
        <translation>访问密钥的密文；宜放在文件或环境变量中，不宜用命令行参数。</translation>
    </message>
    <message>
        <source>Its first line is the secret of the access key.</source>
        <translation>该文件的第一行是访问密钥的密文。</translation>
    </message>
</context>
</TS>
